import assert from 'node:assert/strict';
import type { AdministeredInstance } from '../../support/administered-instance.ts';
import { consumeInGroup, shows } from '../../support/client-checks.ts';
import { produce } from '../../support/kafka-client.ts';

interface ShownGroup {
  readonly group_id: string;
  readonly state: string;
  readonly lag: number;
  readonly group_desc: string;
}

/** Groups are made, read, reset and deleted; a Kafka client sees each of it. */
export async function checkGroups(instance: AdministeredInstance): Promise<void> {
  const { call, refused, access, withAdmin } = instance;
  async function groupShown(name: string): Promise<ShownGroup | undefined> {
    const { groups } = await call<{ groups: ShownGroup[] }>('listInstanceConsumerGroups', { group: name });
    return groups.find((group) => group.group_id === name);
  }

  await call('createInstanceTopic', { body: { id: 'read', partition: 1 } });
  await call('createKafkaConsumerGroup', { body: { group_name: 'readers', group_desc: 'made before' } });
  await refused('DMS.40050015', 'createKafkaConsumerGroup', { body: { group_name: 'readers' } });
  assert.deepEqual([(await groupShown('readers'))?.state, (await groupShown('readers'))?.lag], ['EMPTY', 0]);
  await produce(access(), 'read', 20);

  /** As the group reads on: see `consumeInGroup`. */
  const readOn = (count: number, meanwhile?: () => Promise<void>) =>
    consumeInGroup(
      access(),
      { groupId: 'readers', topic: 'read', count },
      async () => (await groupShown('readers'))?.lag === 0,
      meanwhile,
    );

  const reset = (body: object) => call('resetMessageOffset', { group: 'readers', body });
  const first = await readOn(20, async () => {
    await shows('the group is stable', async () => (await groupShown('readers'))?.state === 'STABLE');
    const { group } = await call<{ group: { members: { assignment: object[] }[] } }>('showGroups', {
      group: 'readers',
    });
    assert.deepEqual(group.members[0]?.assignment, [{ topic: 'read', partitions: [0] }]);
    const { coordinators } = await call<{ coordinators: { group_id: string }[] }>('showCoordinators');
    assert.ok(coordinators.some((one) => one.group_id === 'readers'));
    await refused('DMS.00400062', 'resetMessageOffset', {
      group: 'readers',
      body: { topic: 'read', partition: 0, message_offset: 0 },
    });
    const { failed_groups: failed } = await call<{ failed_groups: { group_id: string }[] }>(
      'batchDeleteGroup',
      { body: { group_ids: ['readers'] } },
    );
    assert.deepEqual(
      failed.map((one) => one.group_id),
      ['readers'],
    );
  });
  assert.equal(first, '0');
  await shows('the group is empty', async () => (await groupShown('readers'))?.state === 'EMPTY');
  await reset({ topic: 'read', partition: 0, message_offset: 15 });
  assert.equal((await groupShown('readers'))?.lag, 5);
  assert.equal(await readOn(5), '15');
  await shows('the group is empty again', async () => (await groupShown('readers'))?.state === 'EMPTY');
  const body = { topic: 'read', partition: -1, timestamp: 0 };
  await call('resetMessageOffsetWithEngine', { group: 'readers', body });
  const offsets = await withAdmin((admin) => admin.fetchOffsets({ groupId: 'readers', topics: ['read'] }));
  assert.equal(offsets[0]?.partitions[0]?.offset, '0');
  const { topics } = await call<{ topics: { success: boolean }[] }>('deleteConsumerGroupOffsets', {
    group: 'readers',
    body: { topics: ['read'] },
  });
  assert.deepEqual(topics, [{ name: 'read', success: true }]);
  const forgotten = await withAdmin((admin) => admin.fetchOffsets({ groupId: 'readers', topics: ['read'] }));
  assert.equal(forgotten[0]?.partitions[0]?.offset ?? '-1', '-1');
  await reset({ topic: 'read', partition: -1, message_offset: 3 });
  await call('deleteGroup', { group: 'readers' });
  const { groups } = await withAdmin((admin) => admin.listGroups());
  assert.ok(!groups.some(({ groupId }) => groupId === 'readers'));
  assert.equal(await groupShown('readers'), undefined);
  await refused('DMS.111400864', 'deleteGroup', { group: 'readers' });
}
