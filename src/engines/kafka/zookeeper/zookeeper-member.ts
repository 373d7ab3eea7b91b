import type { MemberSpec } from '../../../runtimes/runtime.ts';
import {
  jaasFileName,
  javaArgumentsFile,
  loginArgument,
  renderJavaArguments,
} from '../../java/jvm-arguments.ts';
import { jvmLog } from '../jvm-log.ts';
import { zooKeeperJvm, zooKeeperMainClass, zooKeeperProgram } from '../kafka-installation.ts';
import type { KafkaInstallation } from '../kafka-installation.ts';
import { renderZooKeeperConfig, renderZooKeeperJaas } from './zookeeper-config.ts';
import type { ZooKeeperNode } from './zookeeper-config.ts';

export interface ZooKeeperMemberSettings {
  readonly name: string;
  readonly node: ZooKeeperNode;
  readonly ensemble: readonly ZooKeeperNode[];
  readonly clientPassword: string;
  readonly quorumPassword: string;
  readonly installation: KafkaInstallation;
}

/** The process and the files of one ZooKeeper node. */
export function zooKeeperMember(settings: ZooKeeperMemberSettings): MemberSpec {
  const { node, ensemble, installation } = settings;
  const log = jvmLog('log4j', [zooKeeperMainClass]);
  return {
    name: settings.name,
    files: [
      { path: 'zoo.cfg', content: renderZooKeeperConfig(node, ensemble) },
      { path: 'data/myid', content: `${node.number}\n` },
      { path: jaasFileName, content: renderZooKeeperJaas(settings.clientPassword, settings.quorumPassword) },
      log.file,
      {
        path: javaArgumentsFile,
        content: renderJavaArguments(zooKeeperJvm, installation.zooKeeperClasspath, [
          log.javaArgument,
          ...installation.classArchives.argumentsFor(zooKeeperProgram(installation)),
          loginArgument,
        ]),
      },
    ],
    executable: installation.java.executable,
    arguments: [`@${javaArgumentsFile}`, zooKeeperMainClass, 'zoo.cfg'],
    stopGraceMs: 5000,
    stopOrder: 1,
    // A node comes back to its ensemble at once, by its data.
    restartDelayMs: 500,
  };
}
