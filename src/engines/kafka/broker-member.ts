import type { MemberFile, MemberSpec } from '../../runtimes/runtime.ts';
import { keystoreFileName, renderBrokerProperties, zooKeeperSessionTimeoutMs } from './broker-properties.ts';
import type { BrokerSettings } from './broker-properties.ts';
import { digestLoginModule, jaasEntry, jaasFile } from './jaas.ts';
import { jaasFileName, javaArgumentsFile, log4jFileName, renderJavaArguments } from './jvm.ts';
import { renderLog4j } from './log4j.ts';
import { zooKeeperUser } from './zookeeper/zookeeper-config.ts';

export interface BrokerMemberSettings {
  readonly name: string;
  readonly broker: BrokerSettings;
  readonly zooKeeperPassword: string;
  readonly tls: BrokerTls | null;
  readonly javaExecutable: string;
  readonly classpath: readonly string[];
}

export interface BrokerTls {
  readonly keystore: Uint8Array;
  readonly authorityPem: string;
}

/**
 * A broker that is back before ZooKeeper gave up its last session finds its own number taken and ends with NodeExists.
 * On 2.3.1, killed and started again after 5.5 s at once it failed, after 6.5 s it came up: sessions end at
 * most 6 s and a tick (1 s) after the kill, and a start takes more than a second before it registers.
 */
const restartDelayMs = zooKeeperSessionTimeoutMs + 500;

/** The process and the files of one broker. */
export function brokerMember(settings: BrokerMemberSettings): MemberSpec {
  return {
    name: settings.name,
    files: [
      { path: 'server.properties', content: renderBrokerProperties(settings.broker) },
      {
        path: jaasFileName,
        content: jaasFile({
          Client: jaasEntry(digestLoginModule, {
            username: zooKeeperUser,
            password: settings.zooKeeperPassword,
          }),
        }),
      },
      // These two tell why a start failed.
      { path: log4jFileName, content: renderLog4j(['kafka.Kafka$', 'kafka.server.KafkaServer']) },
      {
        path: javaArgumentsFile,
        content: renderJavaArguments(settings.broker.size.jvm, settings.classpath),
      },
      ...(settings.tls === null ? [] : tlsFiles(settings.tls)),
    ],
    executable: settings.javaExecutable,
    arguments: [`@${javaArgumentsFile}`, 'kafka.Kafka', 'server.properties'],
    // Three brokers that stop together were measured to take 5 s on an idle machine.
    stopGraceMs: 20_000,
    stopOrder: 2,
    restartDelayMs,
  };
}

/** The authority's certificate is for people: the broker's chain has it in the keystore. */
function tlsFiles({ keystore, authorityPem }: BrokerTls): readonly MemberFile[] {
  return [
    { path: keystoreFileName, content: keystore },
    { path: 'ca.pem', content: authorityPem },
  ];
}
