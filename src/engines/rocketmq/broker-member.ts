import type { RocketmqInstance, RocketmqSpec } from '../../domain/instance/instance.ts';
import type { MemberFile, MemberSpec } from '../../runtimes/runtime.ts';
import { javaArgumentsFile, type JvmSize } from '../java/jvm-arguments.ts';
import { renderProperties } from '../java/java-properties.ts';
import { type BrokerSettings, renderBrokerProperties } from './broker-properties.ts';
import { addressOf, dataElsewhere } from './cluster-layout.ts';
import { internalLogin } from './cluster-secrets.ts';
import { limitsArgument } from './limits-file.ts';
import { jvmFiles } from './member-jvm.ts';
import { plainAclFile, renderPlainAcl } from './plain-acl.ts';
import { renderProxyConfig } from './proxy-config.ts';
import { mainClasses, type MainClass, type RocketmqInstallation } from './rocketmq-installation.ts';
import { memberStartSettings } from './start-settings.ts';
import { tlsFiles } from './tls-files.ts';
import type { RocketmqVersion } from './versions.ts';

const configurationFile = 'broker.properties';
const proxyFile = 'proxy.json';
const loginFile = 'login.properties';

/** What a broker of a product gets of the machine. */
export function brokerJvm(heapMib: number): JvmSize {
  return { heapMib, tuning: heapMib <= 512 ? 'small' : 'throughput' };
}

/** The process and the files of one replica. */
export function brokerMember(
  instance: RocketmqInstance,
  broker: BrokerSettings,
  limits: MemberFile,
  installation: RocketmqInstallation,
): MemberSpec {
  const { version, spec, replica, addresses, secrets } = broker;
  const { name } = replica;
  const elsewhere = dataElsewhere(instance, name);
  const mainClass = brokerMainClass(version, spec);
  const hasProxy = mainClass === mainClasses.brokerWithProxy5;
  const needsLoginFile = spec.acl && version.acl === 'plain-file';
  return {
    name,
    files: [
      { path: configurationFile, content: renderBrokerProperties(broker) },
      ...(hasProxy ? [{ path: proxyFile, content: renderProxyConfig(broker) }] : []),
      ...jvmFiles({
        version,
        spec,
        installation,
        address: addressOf(addresses, name),
        mainClass,
        size: brokerJvm(spec.heapMib),
        // Each thread that sends by way of the proxy holds a buffer of the largest message: 128 MiB were not enough.
        directMemoryMib: hasProxy ? 512 : 192,
        further: [
          limitsArgument,
          ...(needsLoginFile ? [`-Dpolybroker.login=${loginFile}`] : []),
          // Shares of the machine's disk from which on brokers refuse messages or delete the oldest of all owners.
          '-Drocketmq.broker.diskSpaceWarningLevelRatio=0.97',
          '-Drocketmq.broker.diskSpaceCleanForciblyRatio=0.96',
          '-Ddledger.disk.ratio.check=0.95',
          '-Ddledger.disk.ratio.clean=0.96',
        ],
      }),
      limits,
      ...(spec.acl ? loginFiles(broker) : []),
      ...tlsFiles(spec, name, secrets),
    ],
    ...(elsewhere === null ? {} : { folderElsewhere: elsewhere }),
    executable: installation.java.executable,
    arguments: [
      `@${javaArgumentsFile}`,
      mainClass,
      ...(hasProxy
        ? ['-pc', proxyFile, '-bc', configurationFile, '-pm', 'local']
        : ['-c', configurationFile]),
    ],
    startSettings: memberStartSettings(spec, name, secrets),
    stopGraceMs: 20_000,
    stopOrder: 2,
    restartDelayMs: 500,
  };
}

/** What runs a broker: with the proxy where gRPC clients come. */
export function brokerMainClass(version: RocketmqVersion, spec: RocketmqSpec): MainClass {
  if (!version.isFive) return mainClasses.broker48;
  return spec.grpcProxy ? mainClasses.brokerWithProxy5 : mainClasses.broker5;
}

function loginFiles({ version, secrets }: BrokerSettings): readonly MemberFile[] {
  if (version.acl !== 'plain-file') return [];
  const { accessKey, secretKey } = internalLogin(secrets);
  const login = new Map([
    ['accessKey', accessKey],
    ['secretKey', secretKey],
  ]);
  return [
    { path: loginFile, content: renderProperties(login) },
    { path: plainAclFile, content: renderPlainAcl({ accessKey, secretKey }), once: true },
  ];
}
