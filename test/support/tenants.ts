import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccessKey } from '../../src/domain/identity/access-key.ts';
import { awaitsPayment } from '../../src/domain/instance/prepaid.ts';
import { composeCloud, signed } from './huawei-cloud.ts';
import { openTestStore } from './open-test-store.ts';
import { addOwners, alice, bob, now, ownerOf } from './owners.ts';
import {
  createMemoryAdministration,
  emptyGroup,
  type MemoryAdministration,
} from './memory-administration.ts';
import { exampleBody } from './huawei-create-body.ts';
import { rocketmqExample } from './huawei-rocketmq.ts';
import { createMemoryRocketmq, type MemoryRocketmq } from './memory-rocketmq.ts';

/** The ids of one tenant's things, by the names that paths have for them. */
export type Ids = Readonly<Record<string, string>>;

export interface TextReply {
  readonly status: number;
  readonly text: string;
}

/** Of an account of its own; its project is named like alice's. */
export const mallory: AccessKey = (() => {
  const owner = ownerOf('AKMALLORY', 'mallory-project', 'cn-north-4');
  return { ...owner, caller: { ...owner.caller, accountId: 'mallory', accountName: 'mallory' } };
})();

/** Three tenants on one real store: alice, bob of her account, mallory of another. Each has a network and an instance, alice the public addresses. */
export interface Tenants {
  readonly idsOf: (owner: AccessKey) => Ids;
  readonly send: (method: string, target: string, owner: AccessKey, json?: unknown) => Promise<TextReply>;
  /** All that alice can see of hers, as text. */
  readonly whatAliceSees: () => Promise<string>;
}

export async function createTenants(t: TestContext): Promise<Tenants> {
  const { store, workQueue } = await openTestStore(t);
  const owners = [alice, bob, mallory];
  await addOwners(store, owners);
  const insides = new Map<string, MemoryAdministration>();
  const insideOf = (instanceId: string) => {
    const known = insides.get(instanceId) ?? createMemoryAdministration();
    insides.set(instanceId, known);
    return known;
  };
  const insideRocketmq = new Map<string, MemoryRocketmq>();
  const { cloud } = composeCloud(store, {
    administrations: { of: ({ id }) => Promise.resolve(insideOf(id)) },
    rocketmqAdministrations: {
      of({ id }) {
        const known = insideRocketmq.get(id) ?? createMemoryRocketmq();
        insideRocketmq.set(id, known);
        return Promise.resolve(known);
      },
    },
  });

  async function send(method: string, target: string, owner: AccessKey, json?: unknown): Promise<TextReply> {
    const body = json === undefined ? '' : JSON.stringify(json);
    const answer = await cloud.handle(signed({ method, target, body }, owner));
    return { status: answer.status, text: String(answer.body ?? '') };
  }

  /** Makes what the tenant shall have beyond its default network. */
  async function furnish(owner: AccessKey): Promise<Ids> {
    const { projectId } = owner.caller;
    const make = async (target: string, body: unknown) => {
      const reply = await send('POST', target, owner, body);
      assert.equal(reply.status, 200, reply.text);
      return JSON.parse(reply.text) as Record<string, { readonly id: string } & string>;
    };
    const home = `/v1/${projectId}`;
    const [vpc] = await store.networks.listVpcs(projectId);
    const [subnet] = await store.networks.listSubnets(projectId);
    const [group] = await store.networks.listSecurityGroups(projectId);
    const place = { vpc_id: vpc?.id, subnet_id: subnet?.id, security_group_id: group?.id };
    const name = `of-${projectId}`;
    const created = await make(`/v2/${projectId}/instances`, {
      ...exampleBody,
      ...place,
      name,
      tags: [{ key: `tag-${name}`, value: 'x' }],
    });
    const rocketmq = await make(`/v2/${projectId}/instances`, {
      ...rocketmqExample,
      ...place,
      name: `rocketmq-${name}`,
      enable_acl: true,
    });
    const unpaid = await make(`/v2/${projectId}/instances`, {
      ...rocketmqExample,
      ...place,
      name: `unpaid-${name}`,
      bss_param: { charging_mode: 'prePaid', period_type: 'month', period_num: 1 },
    });
    const rocketmqId = rocketmq['instance_id'] ?? '';
    const bought = await store.instances.find(projectId, unpaid['instance_id'] ?? '');
    // Things that nothing uses, so that their owner may change and delete them.
    const freeVpc = await make(`${home}/vpcs`, { vpc: { name, cidr: '10.0.0.0/16' } });
    const freeGroup = await make(`${home}/security-groups`, { security_group: { name } });
    const freeSubnet = await make(`${home}/subnets`, {
      subnet: { name, cidr: '192.168.99.0/24', gateway_ip: '192.168.99.1', vpc_id: vpc?.id },
    });
    const instanceId = created['instance_id'] ?? '';
    const { tasks } = await store.tasks.list(projectId, instanceId, {}, { offset: 0, limit: 1 });
    const scheduled = async () => {
      const target = `/v2/${projectId}/kafka/instances/${instanceId}/upgrade`;
      return String((await make(target, { is_schedule: true }))['schedule_id']);
    };
    const [waiting, cancelled] = [await scheduled(), await scheduled()];
    const cancellation = `/v2/${projectId}/instances/${instanceId}/scheduled-tasks/${cancelled}?status=CANCELLED`;
    assert.equal((await send('PUT', cancellation, owner)).status, 204);
    const rocketmqTasks = await store.tasks.list(projectId, rocketmqId, {}, { offset: 0, limit: 1 });
    const addresses = await store.publicAddresses.list(projectId);
    return {
      vpc_id: vpc?.id ?? '',
      instance_subnet_id: subnet?.id ?? '',
      instance_group_id: group?.id ?? '',
      security_group_rule_id: group?.rules[0]?.id ?? '',
      instance_id: instanceId,
      free_vpc_id: freeVpc['vpc']?.id ?? '',
      security_group_id: freeGroup['security_group']?.id ?? '',
      subnet_id: freeSubnet['subnet']?.id ?? '',
      task_id: tasks[0]?.id ?? '',
      waiting_task_id: waiting,
      cancelled_task_id: cancelled,
      address: addresses[0]?.address ?? '',
      publicip_id: addresses[0]?.id ?? '',
      publicip_id_2: addresses[1]?.id ?? '',
      publicip_id_3: addresses[2]?.id ?? '',
      project_id: projectId,
      topic: `topic-${name}`,
      topic_name: `topic-${name}`,
      user_name: `user-${name}`,
      group: `group-${name}`,
      busy_group: `busy-${name}`,
      rocketmq_id: rocketmqId,
      rocketmq_task_id: rocketmqTasks.tasks[0]?.id ?? '',
      order_id: bought?.spec.prepaid?.orderId ?? '',
    };
  }

  /** Makes what stands inside the tenant's instance, which runs by now. */
  async function fill(owner: AccessKey, { instance_id: id = '', topic = '', group = '', ...rest }: Ids) {
    const { projectId } = owner.caller;
    const { user_name: userName = '', busy_group: busyGroup = '' } = rest;
    const instance = `/v2/${projectId}/instances/${id}`;
    const put = async (target: string, body: object) => {
      const reply = await send('POST', target, owner, body);
      assert.ok(reply.status < 300, reply.text);
    };
    await put(`${instance}/topics`, { id: topic, topic_desc: `of-${projectId}` });
    await put(`${instance}/users`, { user_name: userName, user_passwd: 'Secret-13579' });
    await put(`/v1/${projectId}/instances/${id}/topics/accesspolicy`, {
      topics: [{ name: topic, policies: [{ user_name: userName, access_policy: 'all' }] }],
    });
    await put(`/v2/kafka/${projectId}/instances/${id}/kafka-user-client-quota`, {
      user: userName,
      producer_byte_rate: 1000,
    });
    const { groups, groupRows } = insideOf(id);
    for (const name of [group, busyGroup]) await groups.resetOffsets(name, { topic, position: 'earliest' });
    const member = { id: 'm', clientId: userName, address: '127.0.0.1', assignment: new Map([[topic, [0]]]) };
    groupRows.set(busyGroup, { ...emptyGroup(busyGroup), state: 'stable', members: [member] });
  }

  /** The same of the tenant's RocketMQ instance. */
  async function fillRocketmq(
    owner: AccessKey,
    { rocketmq_id: id = '', topic = '', group = '', ...rest }: Ids,
  ) {
    const { projectId } = owner.caller;
    const put = async (target: string, body: object) => {
      const reply = await send('POST', `/v2/${projectId}/instances/${id}/${target}`, owner, body);
      assert.ok(reply.status < 300, reply.text);
    };
    await put('topics', { name: topic });
    await put('groups', { name: group, group_desc: `of-${projectId}` });
    await put('users', { access_key: rest['user_name'], secret_key: 'Secret-13579' });
    const tagsTarget = `/v2/${projectId}/rocketmq/${id}/tags/action`;
    const tags = { action: 'create', tags: [{ key: `tag-of-${projectId}`, value: 'x' }] };
    assert.equal((await send('POST', tagsTarget, owner, tags)).status, 204);
    const inside = insideRocketmq.get(id);
    assert.ok(inside);
    await inside.messages.send({
      topic,
      body: Buffer.from(`of-${projectId}`),
      properties: new Map([['KEYS', 'traced']]),
    });
    const place = { topic, brokerName: 'broker-1', queueId: 0, maxOffset: 5n, consumerOffset: 3n };
    inside.progressRows.set(group, [{ ...place, lastConsumedAtMs: 0, clientId: null }]);
  }

  const ids = new Map<AccessKey, Ids>();
  for (const owner of owners) ids.set(owner, await furnish(owner));
  // Three of the public addresses are anyone's.
  for (const { id } of (await store.publicAddresses.list(alice.caller.projectId)).slice(-3)) {
    const reply = await send('DELETE', `/v1/alice-project/publicips/${id}`, alice);
    assert.equal(reply.status, 204, reply.text);
  }
  for (const claim of await workQueue.claim('worker', now, 1000, 10)) {
    if (!awaitsPayment(claim.instance.spec)) await workQueue.report(claim, 'proven-ready', null, now);
    await workQueue.release(claim, null, 'succeeded');
  }

  for (const owner of owners) {
    await fill(owner, ids.get(owner) ?? {});
    await fillRocketmq(owner, ids.get(owner) ?? {});
  }

  return {
    idsOf: (owner) => ids.get(owner) ?? assert.fail('no such tenant'),
    send,
    async whatAliceSees() {
      const [v1, v2] = ['/v1/alice-project', '/v2/alice-project'];
      const targets = [
        `${v1}/vpcs`,
        `${v1}/subnets`,
        `${v1}/security-groups`,
        `${v1}/publicips`,
        `${v2}/instances`,
        `${v2}/kafka/tags`,
        ...['tasks', 'topics', 'users', 'groups', `management/topics/${ids.get(alice)?.['topic']}`].map(
          (of) => `${v2}/instances/${ids.get(alice)?.['instance_id']}/${of}`,
        ),
        `${v2}/kafka/instances/${ids.get(alice)?.['instance_id']}/kafka-user-client-quota`,
        ...['', '/tasks', '/topics', '/groups', '/users'].map(
          (of) => `${v2}/instances/${ids.get(alice)?.['rocketmq_id']}${of}`,
        ),
        `${v2}/rocketmq/instances/${ids.get(alice)?.['rocketmq_id']}/configs`,
      ];
      const replies = await Promise.all(targets.map((target) => send('GET', target, alice)));
      for (const { status, text } of replies) assert.equal(status, 200, text);
      return replies.map(({ text }) => text).join('\n');
    },
  };
}
