import assert from 'node:assert/strict';
import { untilInService } from '../support/alibaba.ts';
import { consume } from '../support/kafka-client.ts';
import { startProducing } from '../support/producer-under-fault.ts';
import { until } from '../support/until.ts';
import type { OrderedInstance } from './ordered-instance.ts';

/** Settings that some versions take by restarts only, and one that all do. */
export async function proveNoLoss({ call, plain, server, id, pids }: OrderedInstance): Promise<string> {
  await call('CreateTopic', { Topic: 'under-load', Remark: 'written to', PartitionNum: '3' });
  const before = await pids();
  const load = await startProducing(plain, 'under-load');
  try {
    await load.goesOn(20, 60_000);
    const config = { 'kafka.log.retention.hours': '72', 'kafka.message.max.bytes': '3145728' };
    await call('UpdateInstanceConfig', { Config: JSON.stringify(config) });
    await untilInService(server, id, ({ AllConfig: text }) => text.includes('3145728'));
    await call('EnableAutoTopicCreation', { Operate: 'enable' });
    await untilInService(server, id, ({ AutoCreateTopicEnable: isOn }) => isOn);
    await call('EnableAutoTopicCreation', { Operate: 'disable' });
    await untilInService(server, id, ({ AutoCreateTopicEnable: isOn }) => !isOn);
    await until('all brokers were restarted', 240_000, async () =>
      (await pids()).filter((pid) => before.includes(pid)).length <= before.length - 3 ? true : undefined,
    );
    await load.goesOn(20, 60_000);
    await load.stop();
    const acknowledged = new Set(load.acknowledged);
    const found = await consume(plain, 'under-load', acknowledged.size);
    assert.deepEqual(
      [...acknowledged].filter((value) => !found.has(value)),
      [],
    );
    return `yes, of ${acknowledged.size}`;
  } finally {
    await load.stop();
    await call('DeleteTopic', { Topic: 'under-load' });
  }
}
