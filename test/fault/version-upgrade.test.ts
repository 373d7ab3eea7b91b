import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  alibabaCall,
  alibabaPlace,
  brokersIn,
  deployInstance,
  listedInstance,
  untilInService,
} from '../support/alibaba.ts';
import { consume } from '../support/kafka-client.ts';
import { startProducing } from '../support/producer-under-fault.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const topic = 'through-an-upgrade';

const runsNewVersion = (files: string) => files.includes('kafka-clients-2.2.2.jar');
const speaksAsBefore = (files: string) => files.includes('inter.broker.protocol.version');
const writesAsBefore = (files: string) => files.includes('log.message.format.version');

const moments: readonly (readonly [string, (files: string) => boolean])[] = [
  ['a broker runs the new version', runsNewVersion],
  [
    'a broker speaks as the new version does',
    (files) => runsNewVersion(files) && writesAsBefore(files) && !speaksAsBefore(files),
  ],
];

/**
 * The server is killed once a broker runs the new version and the others do not, and again after brokers have begun to speak as it does. A
 * producer with acks=all sees only errors after which it may try again, and nothing that it sent is lost.
 */
test(
  'a version changes under load, also where the server is killed in the middle',
  { timeout: 600_000 },
  async () => {
    let server = await startServer();
    try {
      const Config = JSON.stringify({ 'kafka.log.retention.hours': 24 });
      const place = await alibabaPlace(server);
      const id = await deployInstance(server, place, { ServiceVersion: '0.10.2', Config });
      const { EndPoint: endpoint } = await untilInService(server, id);
      await alibabaCall(server, 'CreateTopic', {
        InstanceId: id,
        Topic: topic,
        Remark: topic,
        PartitionNum: 3,
      });
      const access = { brokers: brokersIn(endpoint) };
      const producer = await startProducing(access, topic);
      try {
        await producer.goesOn(20, 60_000);
        await alibabaCall(server, 'UpgradeInstanceVersion', { InstanceId: id, TargetVersion: '2.2.0' });
        assert.equal((await listedInstance(server, id)).ServiceStatus, 8);
        for (const [what, isReached] of moments) {
          await until(what, 240_000, async () =>
            (await brokerFiles(server, id)).some(isReached) ? true : undefined,
          );
          await server.end('SIGKILL');
          server = await server.startAgain();
        }
        const shown = await untilInService(server, id);
        assert.equal(shown.UpgradeServiceDetailInfo.Current2OpenSourceVersion, '2.2.0');
        await producer.goesOn(20, 60_000);
      } finally {
        await producer.stop();
      }
      const files = await brokerFiles(server, id);
      assert.equal(files.length, 3);
      for (const text of files) {
        assert.match(text, /kafka-clients-2\.2\.2\.jar/);
        assert.doesNotMatch(text, /protocol\.version|format\.version/);
      }
      const read = await consume(access, topic, producer.acknowledged.length);
      assert.deepEqual(
        producer.acknowledged.filter((value) => !read.has(value)),
        [],
      );
    } finally {
      await server.dispose();
    }
  },
);

/** What each running broker was started with. */
async function brokerFiles(server: TestServer, id: string): Promise<readonly string[]> {
  return Promise.all(
    ['broker-1', 'broker-2', 'broker-3'].map(async (name) => {
      const directory = join(server.dataDir, 'instances', id, name);
      const files = ['java.args', 'server.properties'].map((file) => readFile(join(directory, file), 'utf8'));
      return (await Promise.all(files)).join('\n');
    }),
  );
}
