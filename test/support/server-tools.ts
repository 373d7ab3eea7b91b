import { execFile } from 'node:child_process';
import { readlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { consoleTool } from './console-tool.ts';
import type { KafkaAccess } from './kafka-client.ts';
import { membersOf } from './members.ts';
import type { TestServer } from './server.ts';

const run = promisify(execFile);
const storePassword = 'not-a-secret';

/** Kafka's own tools, of the version that an instance of a server runs. */
export interface ServerTools {
  /** Runs a tool by its Java class; see `consoleTool`. */
  run(javaClass: string, args: readonly string[], input?: string): Promise<string>;
  /** Writes a line for each message by the console producer. */
  produce(access: KafkaAccess, topic: string, lines: readonly string[]): Promise<void>;
  /** So many lines of a topic from its beginning, read by the console consumer. */
  consume(access: KafkaAccess, topic: string, count: number): Promise<readonly string[]>;
}

export async function serverTools(server: TestServer, id: string): Promise<ServerTools> {
  const broker = (await membersOf(server.dataDir)).find(
    ({ instanceId, memberName }) => instanceId === id && memberName === 'broker-1',
  );
  if (broker === undefined) throw new Error(`${id} has no broker that runs.`);
  const java = { executable: await readlink(`/proc/${broker.pid}/exe`) };
  const directoryOf = (name: string) => join(server.dataDir, 'instances', id, name);
  let files = 0;

  const tool: ServerTools['run'] = (javaClass, args, input) =>
    consoleTool({ java, directoryOf }, javaClass, args, input);

  /** A file with what a client needs to log in; answers its path. */
  async function settings({ login }: KafkaAccess): Promise<string> {
    files += 1;
    const path = join(server.dataDir, `client-${files}.properties`);
    const lines: string[] = [];
    if (login !== undefined) {
      const { mechanism, username, password, ca } = login;
      const module = mechanism === 'plain' ? 'plain.Plain' : 'scram.Scram';
      lines.push(
        `security.protocol=${ca === '' ? 'SASL_PLAINTEXT' : 'SASL_SSL'}`,
        `sasl.mechanism=${mechanism.toUpperCase()}`,
        `sasl.jaas.config=org.apache.kafka.common.security.${module}LoginModule required username="${username}" password="${password}";`,
      );
      if (ca !== '') lines.push(...(await trust(ca)));
    }
    await writeFile(path, lines.join('\n'));
    return path;
  }

  async function trust(ca: string): Promise<readonly string[]> {
    const [pem, store] = [`ca-${files}.pem`, `trust-${files}.p12`].map((name) => join(server.dataDir, name));
    if (pem === undefined || store === undefined) throw new Error('There are two names.');
    await writeFile(pem, ca);
    const source = ['-importcert', '-noprompt', '-alias', 'ca', '-file', pem];
    const target = ['-keystore', store, '-storetype', 'PKCS12', '-storepass', storePassword];
    await run(join(dirname(java.executable), 'keytool'), [...source, ...target]);
    return [
      `ssl.truststore.location=${store}`,
      'ssl.truststore.type=PKCS12',
      `ssl.truststore.password=${storePassword}`,
    ];
  }

  return {
    run: tool,
    async produce(access, topic, lines) {
      const to = ['--broker-list', access.brokers.join(','), '--topic', topic];
      const settingsFile = ['--producer.config', await settings(access), '--request-required-acks', '-1'];
      await tool('kafka.tools.ConsoleProducer', [...to, ...settingsFile], `${lines.join('\n')}\n`);
    },
    async consume(access, topic, count) {
      const from = ['--bootstrap-server', access.brokers.join(','), '--topic', topic, '--from-beginning'];
      const limits = ['--max-messages', String(count), '--timeout-ms', '60000'];
      const settingsFile = ['--consumer.config', await settings(access)];
      const printed = await tool('kafka.tools.ConsoleConsumer', [...from, ...limits, ...settingsFile]);
      return printed.split('\n').filter((line) => line.startsWith(`${topic}-`));
    },
  };
}
