import assert from 'node:assert/strict';
import kafkajs from 'kafkajs';
import { brokersIn, caOf, listedInstance, loginAs, untilInService } from '../../support/alibaba.ts';
import { countLogins, shows } from '../../support/client-checks.ts';
import { consume, type KafkaAccess, produce } from '../../support/kafka-client.ts';
import { membersOf } from '../../support/members.ts';
import { startProducing } from '../../support/producer-under-fault.ts';
import { settingsOf } from './alikafka-administration.ts';
import type { AlikafkaInstance } from '../../support/alikafka-instance.ts';

/**
 * Config is changed while somebody produces: retention and message size without a restart, another listener by restarts in
 * turn. Whatever was acknowledged is there.
 */
export async function checkConfigUpdate(instance: AlikafkaInstance): Promise<void> {
  const { call, server, id, plain } = instance;
  await call('CreateTopic', { Topic: 'under-load', Remark: 'written to', PartitionNum: '3' });
  const user = { Username: 'secure', Password: 'First-1', Type: 'plain' };
  await call('CreateSaslUser', user);
  const pids = async () => (await membersOf(server.dataDir)).map(({ pid }) => pid);
  const before = await pids();
  const load = await startProducing(plain, 'under-load');
  try {
    const large = { 'kafka.log.retention.hours': '48', 'kafka.message.max.bytes': '2097152' };
    await call('UpdateInstanceConfig', { Config: JSON.stringify(large) });
    const changed = await untilInService(server, id, ({ MsgRetain: hours }) => hours === 48);
    assert.equal(JSON.parse(changed.AllConfig)['kafka.message.max.bytes'], '2097152');
    await shows('the retention', async () => {
      const { 'retention.ms': ms, 'max.message.bytes': bytes } = await settingsOf(instance, 'under-load');
      return ms === String(48 * 3_600_000) && bytes === '2097152';
    });
    assert.deepEqual(await pids(), before, 'no member was restarted');
    await load.goesOn(20, 60_000);

    await call('UpdateInstanceConfig', { Config: '{"enable.vpc_sasl_ssl":"true"}' });
    const secure = await untilInService(server, id, ({ VpcSaslEndPoint: endpoint }) => endpoint !== '');
    assert.equal(JSON.parse(secure.AllConfig)['enable.vpc_sasl_ssl'], 'true');
    const ca = await caOf(server, id);
    const access = loginAs(brokersIn(secure.VpcSaslEndPoint), 'secure', 'First-1', 'plain', ca);
    await shows('the login over TLS', async () => (await countLogins(access)) === 3);
    const scram = loginAs(access.brokers, 'secure', 'First-1', 'scram-sha-256', ca);
    assert.equal(await countLogins(scram), 3);
    await load.goesOn(20, 60_000);
    await load.stop();
    const acknowledged = new Set(load.acknowledged);
    const found = await consume(access, 'under-load', acknowledged.size);
    assert.deepEqual(
      [...acknowledged].filter((value) => !found.has(value)),
      [],
    );
  } finally {
    await load.stop();
  }
  await call('DeleteSaslUser', user);
  await call('DeleteTopic', { Topic: 'under-load' });
}

/** An instance that is stopped lets nobody in, and has its messages once it is open again. */
export async function checkStopAndReopen({ call, server, id, plain }: AlikafkaInstance): Promise<void> {
  await call('CreateTopic', { Topic: 'kept', Remark: 'outlives a stop', PartitionNum: '3' });
  await produce(plain, 'kept', 20);
  await call('StopInstance');
  assert.equal((await listedInstance(server, id)).ServiceStatus, 15);
  await shows('that nobody comes in', async () => !(await comesIn(plain)));
  await call('ReopenInstance');
  await untilInService(server, id);
  await shows('that clients come in', () => comesIn(plain));
  assert.equal((await consume(plain, 'kept', 20)).size, 20);
  await call('DeleteTopic', { Topic: 'kept' });
}

/** Whether a broker answers a client without a login. */
export async function comesIn({ brokers }: KafkaAccess): Promise<boolean> {
  const admin = new kafkajs.Kafka({
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 10_000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    await admin.listTopics();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}
