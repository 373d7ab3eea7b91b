import type { RocketmqInstance } from '../../domain/instance/instance.ts';
import type { MemberFile, MemberSpec } from '../../runtimes/runtime.ts';
import type { ClusterSecrets } from '../engine.ts';
import { javaArgumentsFile, type JvmSize } from '../java/jvm-arguments.ts';
import { renderProperties } from '../java/java-properties.ts';
import {
  addressOf,
  dataFolder,
  hasControllers,
  type NameServer,
  nameServersOf,
  rocketmqPorts,
} from './cluster-layout.ts';
import { jvmFiles } from './member-jvm.ts';
import { mainClasses, type MainClass, type RocketmqInstallation } from './rocketmq-installation.ts';
import { viewArguments } from './route-views.ts';
import { memberStartSettings } from './start-settings.ts';
import { tlsFiles } from './tls-files.ts';
import type { RocketmqVersion } from './versions.ts';

/** Routes are few and small. */
export const nameServerSize: JvmSize = { heapMib: 96, tuning: 'small' };
const configurationFile = 'nameserver.properties';

export function nameServerMainClass({ isFive }: RocketmqVersion): MainClass {
  return isFive ? mainClasses.nameServer5 : mainClasses.nameServer48;
}

/** The process and the files of one name server. */
export function nameServerMember(
  instance: RocketmqInstance,
  nameServer: NameServer,
  version: RocketmqVersion,
  addresses: ReadonlyMap<string, string>,
  secrets: ClusterSecrets,
  installation: RocketmqInstallation,
  views: readonly MemberFile[],
): MemberSpec {
  const { spec } = instance;
  const { name } = nameServer;
  const mainClass = nameServerMainClass(version);
  const address = addressOf(addresses, name);
  const controllers = nameServersOf(spec, version)
    .map((one) => `n${one.number - 1}-${addressOf(addresses, one.name)}:${rocketmqPorts.controller}`)
    .join(';');
  const settings = new Map<string, string | number | boolean>([
    ['listenPort', rocketmqPorts.nameServer],
    ['kvConfigPath', `${dataFolder}/kvConfig.json`],
    ['configStorePath', `${dataFolder}/nameserver.stored.properties`],
    ['serverSelectorThreads', 1],
    ['serverWorkerThreads', 2],
    ...(version.isFive
      ? ([
          ['bindAddress', address],
          ['defaultThreadPoolNums', 2],
          ['clientRequestThreadPoolNums', 2],
        ] as const)
      : []),
    ...(hasControllers(spec, version)
      ? ([
          ['enableControllerInNamesrv', true],
          ['controllerType', 'DLedger'],
          ['controllerDLegerGroup', 'controllers'],
          ['controllerDLegerPeers', controllers],
          ['controllerDLegerSelfId', `n${nameServer.number - 1}`],
          ['controllerStorePath', `${dataFolder}/controller`],
          // What controllers agree on is a few kilobytes; the default is a gigabyte.
          ['mappedFileSize', 4 * 1024 * 1024],
          ['controllerThreadPoolNums', 2],
        ] as const)
      : []),
  ]);
  return {
    name,
    files: [
      { path: configurationFile, content: renderProperties(settings) },
      ...jvmFiles({
        version,
        spec,
        installation,
        address,
        mainClass,
        size: nameServerSize,
        directMemoryMib: 64,
        further: viewArguments(spec),
      }),
      ...views,
      ...tlsFiles(spec, name, secrets),
    ],
    executable: installation.java.executable,
    arguments: [`@${javaArgumentsFile}`, mainClass, '-c', configurationFile],
    startSettings: memberStartSettings(spec, name, secrets),
    // It has nothing to save, and takes 6 to 12 s to notice that nobody uses it any more.
    stopGraceMs: 500,
    stopOrder: 1,
    restartDelayMs: 500,
  };
}
