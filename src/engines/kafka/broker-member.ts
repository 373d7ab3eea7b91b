import type { FolderElsewhere, MemberFile, MemberSpec } from '../../runtimes/runtime.ts';
import type { ClientFiles } from './client-files.ts';
import { listenerJaasSections } from './broker-listeners.ts';
import { renderBrokerProperties, zooKeeperSessionTimeoutMs } from './broker-properties.ts';
import type { BrokerMetadata, BrokerSettings } from './broker-settings.ts';
import { dataFolder } from './cluster-layout.ts';
import { digestLoginModule, jaasEntry, jaasFile } from './jaas.ts';
import {
  jaasFileName,
  javaArgumentsFile,
  loginArgument,
  renderJavaArguments,
} from '../java/jvm-arguments.ts';
import { jvmLog } from './jvm-log.ts';
import { brokerMainClass, brokerProgram } from './kafka-installation.ts';
import type { KafkaInstallation } from './kafka-installation.ts';
import { bootstrapCheckpoint } from './kraft/bootstrap-checkpoint.ts';
import { scramAnchors } from './kraft/scram-anchor.ts';
import { renderMetaProperties } from './kraft/meta-properties.ts';
import { limitsArgument } from './limits-file.ts';
import { startSettings } from './start-settings.ts';
import { usersArgument } from './users-file.ts';
import { zooKeeperUser } from './zookeeper/zookeeper-config.ts';

export interface BrokerMemberSettings {
  readonly instanceId: string;
  readonly name: string;
  readonly broker: BrokerSettings;
  /** Null where messages are in the broker's directory. */
  readonly dataElsewhere: FolderElsewhere | null;
  /** Null where clients need no login. */
  readonly clients: ClientFiles | null;
  readonly limits: MemberFile;
  readonly installation: KafkaInstallation;
}

/**
 * With ZooKeeper a broker that is back before its last session was given up finds its own number taken and ends with NodeExists.
 * On 2.3.1, killed and started again after 5.5 s at once it failed, after 6.5 s it came up: sessions end at
 * most 6 s and a tick (1 s) after the kill, and a start takes more than a second before it registers.
 * Controllers let a broker wait until they gave up its last life.
 */
const restartDelayMs = { zookeeper: zooKeeperSessionTimeoutMs + 500, kraft: 500 } as const;

/**
 * Three brokers that stop together were measured to take 5 s on an idle machine. Where they are the controllers too, the last
 * of them may ask for leave in vain, because no quorum is left to give it, and would wait for five minutes: no order spares one of
 * them that, and together all of them mostly get theirs (4.3.1: all in 6 s; 3.9.2: two, and the third was killed after the 10 s
 * with nothing lost: it only looks through its logs when it starts again).
 */
const stopGraceMs = { zookeeper: 20_000, kraft: 10_000 } as const;

/** The loggers that tell why a start failed. */
const startLoggers = {
  zookeeper: ['kafka.Kafka$', 'kafka.server.KafkaServer'],
  kraft: [
    'kafka.Kafka$',
    'kafka.server.KafkaRaftServer',
    'kafka.server.BrokerServer',
    'kafka.server.ControllerServer',
    'org.apache.kafka.server.fault.ProcessTerminatingFaultHandler',
  ],
} as const;

/** The process and the files of one broker. */
export function brokerMember(settings: BrokerMemberSettings): MemberSpec {
  const { broker, installation } = settings;
  const { jvm } = broker.size;
  const { kind } = broker.metadata;
  const log = jvmLog(broker.version.logging, startLoggers[kind]);
  const logins = { ...zooKeeperLogin(broker.metadata), ...listenerJaasSections(broker) };
  const hasLogins = Object.keys(logins).length > 0;
  return {
    name: settings.name,
    files: [
      { path: 'server.properties', content: renderBrokerProperties(broker) },
      ...(hasLogins ? [{ path: jaasFileName, content: jaasFile(logins) }] : []),
      log.file,
      {
        path: javaArgumentsFile,
        content: renderJavaArguments(
          jvm,
          installation.brokerClasspath,
          [
            log.javaArgument,
            ...installation.classArchives.argumentsFor(brokerProgram(installation, jvm.tuning)),
            ...(hasLogins ? [loginArgument] : []),
            limitsArgument,
            ...(settings.clients === null ? [] : [usersArgument]),
          ],
          broker.ipv6Ports !== null,
        ),
      },
      settings.limits,
      ...storageFiles(settings),
      ...(settings.clients === null ? [] : Object.values<MemberFile>({ ...settings.clients })),
    ],
    ...(settings.dataElsewhere === null ? {} : { folderElsewhere: settings.dataElsewhere }),
    executable: installation.java.executable,
    arguments: [`@${javaArgumentsFile}`, brokerMainClass, 'server.properties'],
    startSettings: startSettings(broker.spec, broker.version, broker.publicAddress),
    stopGraceMs: stopGraceMs[kind],
    stopOrder: 2,
    restartDelayMs: restartDelayMs[kind],
  };
}

/** The broker's own login to ZooKeeper. */
function zooKeeperLogin(metadata: BrokerMetadata): Readonly<Record<string, string>> {
  if (metadata.kind === 'kraft') return {};
  return {
    Client: jaasEntry(digestLoginModule, { username: zooKeeperUser, password: metadata.password }),
  };
}

/** What Kafka's storage tool writes before the first start of a node without ZooKeeper. */
function storageFiles({ instanceId, name, broker }: BrokerMemberSettings): readonly MemberFile[] {
  const { metadata } = broker.version;
  if (metadata.kind === 'zookeeper') return [];
  return [
    {
      path: `${dataFolder}/meta.properties`,
      content: renderMetaProperties(instanceId, { name, number: broker.brokerId }),
    },
    // Controllers read it while their log of metadata is empty, and never again.
    {
      path: `${dataFolder}/bootstrap.checkpoint`,
      content: bootstrapCheckpoint(metadata.features, scramAnchors),
    },
  ];
}
