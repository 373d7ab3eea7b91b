/**
 * A key of one project never sees, lists or changes what is another's: proven for every operation that there is, on the
 * real store. An operation whose call cannot be made up from its path needs a row below, or its test fails and says so.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { alice, bob, ownersPassword } from '../../../../test/support/owners.ts';
import { exampleBody } from '../../../../test/support/huawei-create-body.ts';
import type { Row } from '../../../../test/support/isolation-row.ts';
import { rocketmqRows } from '../../../../test/support/rocketmq-isolation-rows.ts';
import { createTenants, type Ids, mallory, type TextReply } from '../../../../test/support/tenants.ts';
import type { AccessKey } from '../../../domain/identity/access-key.ts';
import type { Operation } from '../operation.ts';
import { operations, supportedOperations } from './index.ts';

const place = (ids: Ids) => ({
  vpc_id: ids['vpc_id'],
  subnet_id: ids['instance_subnet_id'],
  security_group_id: ids['instance_group_id'],
});

function createBodies(theirs: Ids, own: Ids): readonly object[] {
  const body = { ...exampleBody, ...place(own), name: 'reaching-out' };
  const publicip = [theirs['publicip_id'], theirs['publicip_id_2'], theirs['publicip_id_3']].join(',');
  return [
    { ...body, ...place(theirs) },
    { ...body, vpc_id: theirs['vpc_id'] },
    { ...body, subnet_id: theirs['instance_subnet_id'] },
    { ...body, security_group_id: theirs['instance_group_id'] },
    { ...body, enable_publicip: true, publicip_id: publicip },
  ];
}

const rows: Readonly<Record<string, Row>> = {
  UpgradeInstance: { bodies: () => [{ is_schedule: true }] },
  UpdateScheduledTask: {
    query: '?status=CANCELLED',
    ids: (theirs) => ({ ...theirs, task_id: theirs['waiting_task_id'] ?? '' }),
  },
  DeleteScheduledTask: { ids: (theirs) => ({ ...theirs, task_id: theirs['cancelled_task_id'] ?? '' }) },
  CreateInstanceByEngine: { bodies: createBodies },
  CreatePostPaidKafkaInstance: { bodies: createBodies },
  UpdateInstance: {
    bodies: () => [{ name: 'renamed' }],
    onOwn: (theirs) => [{ security_group_id: theirs['security_group_id'] }],
  },
  UpdateInstanceAutoCreateTopic: { bodies: () => [{ enable_auto_topic: false }] },
  ShowInstanceConfigs: { isNeutral: true },
  ModifyInstanceConfigs: { bodies: () => [{ kafka_configs: [{ name: 'num.partitions', value: '5' }] }] },
  ModifyKafkaPublicIpAccessSwitch: {
    bodies: () => [{ public_boundwidth: 0, publicip_id: '', eip_address: '' }],
    onOwn: (theirs) => [
      { publicip_id: [theirs['publicip_id'], theirs['publicip_id_2'], theirs['publicip_id_3']].join(',') },
      { eip_address: `${theirs['address']}` },
    ],
  },
  UpdateKafkaPortProtocol: {
    bodies: () => [
      { protocol: 'private_plain_enable', enable: true },
      {
        protocol: 'private_sasl_ssl_enable',
        enable: true,
        user_name: 'somebody',
        pass_word: 'Secret-13579',
      },
    ],
  },
  CreateInstanceTopic: { bodies: () => [{ id: 'a-new-topic' }] },
  UpdateInstanceTopic: { bodies: ({ topic }) => [{ topics: [{ id: topic, retention_time: 5 }] }] },
  BatchDeleteInstanceTopic: { bodies: ({ topic }) => [{ topics: [topic] }] },
  ListTopicPartitions: { isNeutral: true },
  CreateInstanceUser: { bodies: () => [{ user_name: 'somebody', user_passwd: 'Secret-13579' }] },
  UpdateInstanceUser: { bodies: () => [{ new_password: 'Secret-24680', user_desc: 'changed' }] },
  ResetUserPasswrod: { bodies: () => [{ new_password: 'Secret-24680' }] },
  ResetPassword: { bodies: () => [{ new_password: 'Secret-24680' }] },
  BatchDeleteInstanceUsers: { bodies: ({ user_name: name }) => [{ action: 'delete', users: [name] }] },
  UpdateTopicAccessPolicy: {
    bodies: ({ topic, user_name: name }) => [
      { topics: [{ name: topic, policies: [{ user_name: name, access_policy: 'pub' }] }] },
    ],
  },
  CreateKafkaConsumerGroup: { bodies: () => [{ group_name: 'a-new-group' }] },
  UpdateInstanceConsumerGroup: { bodies: () => [{ group_desc: 'changed' }] },
  UpdateInstanceGroup: {
    bodies: ({ group }) => [{ groups: [{ group_name: group, group_desc: 'changed' }] }],
  },
  BatchDeleteGroup: { bodies: ({ group }) => [{ group_ids: [group] }] },
  ListInstanceConsumerGroupMembers: { ids: (ids) => ({ ...ids, group: ids['busy_group'] ?? '' }) },
  ListInstanceConsumerGroupMessageOffset: { query: '?topic=topic-of-alice-project' },
  ResetMessageOffset: { bodies: ({ topic }) => [{ topic, partition: -1, message_offset: 3 }] },
  ResetMessageOffsetWithEngine: { bodies: ({ topic }) => [{ topic, partition: 0, timestamp: '0' }] },
  DeleteConsumerGroupOffsets: { bodies: ({ topic }) => [{ topics: [topic] }] },
  CreateKafkaUserClientQuotaTask: { bodies: () => [{ client: 'a-client', producer_byte_rate: 5 }] },
  UpdateKafkaUserClientQuotaTask: {
    bodies: ({ user_name: user }) => [{ user, 'consumer-byte-rate': 5 }],
  },
  DeleteKafkaUserClientQuotaTask: { bodies: ({ user_name: user }) => [{ user }] },
  BatchRestartOrDeleteInstances: {
    bodies: ({ instance_id: id }) => [
      { action: 'delete', instances: [id] },
      { action: 'restart', instances: [id] },
    ],
  },
  BatchCreateOrDeleteKafkaTag: { bodies: () => [{ action: 'create', tags: [{ key: 'k', value: 'v' }] }] },
  ListAvailableZones: { isNeutral: true },
  ListProducts: { isNeutral: true, query: '?engine=kafka' },
  ListEngineProducts: { isNeutral: true },
  ShowMaintainWindows: { isNeutral: true },
  ShowQuotas: { isNeutral: true },
  ShowBackgroundTaskProgress: { isNeutral: true },
  KeystoneListProjects: { isOfAccount: true },
  KeystoneListAuthProjects: { isOfAccount: true },
  KeystoneListAuthDomains: { isOfAccount: true },
  KeystoneCreateUserTokenByPassword: {
    isOfAccount: true,
    bodies: ({ project_id: id }, _, owner) => [
      {
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { id: owner.caller.userId, password: ownersPassword } },
          },
          scope: { project: { id } },
        },
      },
    ],
  },
  CreatePublicip: {
    isOwn: true,
    bodies: () => [{ publicip: { type: '5_bgp' }, bandwidth: { size: 5, share_type: 'PER' } }],
    onOwn: ({ address }) => [
      { publicip: { type: '5_bgp', ip_address: address }, bandwidth: { size: 5, share_type: 'PER' } },
    ],
  },
  PayOrders: { bodies: ({ order_id: id }) => [{ order_id: id }] },
  ListPayPerUseCustomerResources: {
    isOwn: true,
    bodies: ({ order_id: id }) => [{ order_id: id }],
  },
  CreateVpc: { isOwn: true, bodies: () => [{ vpc: { name: 'vpc-new', cidr: '10.1.0.0/16' } }] },
  UpdateVpc: { bodies: () => [{ vpc: { name: 'renamed' } }] },
  DeleteVpc: { ids: (ids) => ({ ...ids, vpc_id: ids['free_vpc_id'] ?? '' }) },
  CreateSubnet: {
    bodies: ({ vpc_id: vpcId }) => [
      { subnet: { name: 'new', cidr: '192.168.77.0/24', gateway_ip: '192.168.77.1', vpc_id: vpcId } },
    ],
  },
  UpdateSubnet: { bodies: () => [{ subnet: { name: 'renamed' } }] },
  CreateSecurityGroup: { isOwn: true, bodies: () => [{ security_group: { name: 'new' } }] },
  CreateSecurityGroupRule: {
    bodies: ({ security_group_id: group, instance_group_id: other }, own) => [
      { security_group_rule: { security_group_id: group, direction: 'ingress', protocol: 'tcp' } },
      {
        security_group_rule: {
          security_group_id: own['security_group_id'],
          direction: 'ingress',
          remote_group_id: other,
        },
      },
    ],
  },
};

/** The operation's path with the ids filled in. */
function targetOf(path: string, ids: Ids, engine: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'engine') return engine;
    return ids[name] ?? assert.fail(`test/support/tenants.ts has no id for {${name}}: add one.`);
  });
}

function withoutIds({ status, text }: TextReply, ids: Ids): TextReply {
  let plain = text;
  for (const [name, id] of Object.entries(ids)) {
    if (id !== '') plain = plain.replaceAll(id, `{${name}}`);
  }
  return { status, text: plain };
}

/** Ids of the same form that nothing has. */
function madeUp(ids: Ids): Ids {
  const made = Object.keys(ids).map((name) => [name, name === 'address' ? '127.1.0.250' : randomUUID()]);
  return Object.fromEntries(made) as Ids;
}

/** Texts that tell of alice's things. */
function tracesOf(ids: Ids, isOfAccount: boolean): readonly string[] {
  const { project_id: projectId = '', ...things } = ids;
  const names = [`of-${projectId}`, alice.caller.userId, ...(isOfAccount ? [projectId] : [])];
  return [...Object.values(things).filter((id) => id !== ''), ...names];
}

const referring = /\{(?!project_id|engine)\w+\}/;

interface IsolationCall {
  readonly mustBeRefused: boolean;
  readonly target: string;
  readonly body: object | undefined;
}

function calls(
  operation: Operation,
  row: Row,
  theirs: Ids,
  own: Ids,
  owner: AccessKey,
): readonly IsolationCall[] {
  const [path = ''] = operation.paths;
  const pathIds = { ...(row.ids?.(theirs) ?? theirs), project_id: own['project_id'] ?? '' };
  const engine = operation.engine === 'rocketmq' ? 'reliability' : 'kafka';
  const query = typeof row.query === 'function' ? row.query(theirs) : (row.query ?? '');
  const target = targetOf(path, pathIds, engine) + query;
  const bodies = row.bodies?.(theirs, own, owner) ?? [undefined];
  const further = owner === alice ? [] : (row.onOwn?.(theirs) ?? []);
  return [
    ...bodies.map((body) => ({
      target,
      body,
      mustBeRefused: referring.test(path) || (body !== undefined && row.isOwn !== true),
    })),
    ...further.map((body) => ({ target: targetOf(path, own, engine), body, mustBeRefused: true })),
  ];
}

test('another’s project in the path is refused, whatever the operation, also where we lack it', async (t) => {
  const { send } = await createTenants(t);
  const inProjects = operations.flatMap(({ method, paths }) =>
    paths.filter((path) => path.includes('{project_id}')).map((path) => ({ method, path })),
  );
  assert.ok(inProjects.length > 100);
  for (const { method, path } of inProjects) {
    const target = path
      .replace('{project_id}', 'alice-project')
      .replace('{engine}', 'kafka')
      .replaceAll(/\{\w+\}/g, () => randomUUID());
    for (const owner of [bob, mallory]) {
      const reply = await send(method, target, owner, {});
      assert.equal(reply.status, 401, `${method} ${target}: ${reply.text}`);
      assert.match(reply.text, /"DMS\.10240104"/);
    }
  }
});

for (const operation of supportedOperations) {
  const isRocketmq = operation.engine === 'rocketmq';
  const row = (isRocketmq ? rocketmqRows : rows)[operation.name] ?? {};
  const idsOf = (ids: Ids): Ids =>
    isRocketmq
      ? { ...ids, instance_id: ids['rocketmq_id'] ?? '', task_id: ids['rocketmq_task_id'] ?? '' }
      : ids;
  const attackers = row.isOfAccount === true ? [mallory] : [bob, mallory];
  test(`${operation.name}${isRocketmq ? ' (RocketMQ)' : ''}: what is another’s is as if it did not exist`, async (t) => {
    assert.ok(
      operation.body === 'none' || row.bodies !== undefined,
      `${operation.name} has a body: add a row that reaches for another's things with it.`,
    );
    const world = await createTenants(t);
    const [path = ''] = operation.paths;
    const theirs = idsOf(world.idsOf(alice));
    const before = await world.whatAliceSees();
    for (const attacker of attackers) {
      const own = idsOf(world.idsOf(attacker));
      const attack = (target: Ids) => calls(operation, row, target, own, attacker);
      const fake = madeUp(theirs);
      const [real, unreal] = [attack(theirs), attack(fake)];
      for (const [index, call] of real.entries()) {
        const reply = await world.send(operation.method, call.target, attacker, call.body);
        if (call.mustBeRefused) {
          assert.ok(reply.status >= 400 && reply.status < 500, `${reply.status} ${reply.text}`);
          const other = unreal[index];
          assert.ok(other);
          const unknown = await world.send(operation.method, other.target, attacker, other.body);
          assert.deepEqual(withoutIds(reply, theirs), withoutIds(unknown, fake));
        } else {
          assert.ok(reply.status < 300, reply.text);
          for (const trace of tracesOf(theirs, row.isOfAccount === true)) {
            assert.ok(!reply.text.includes(trace), `${trace} in ${reply.text}`);
          }
        }
      }
    }
    assert.equal(await world.whatAliceSees(), before);

    // The same call works for the owner; without that the refusals would prove nothing.
    const [ownCall] = calls(operation, row, theirs, theirs, alice);
    assert.ok(ownCall);
    const reply = await world.send(operation.method, ownCall.target, alice, ownCall.body);
    assert.ok(reply.status < 300, `${reply.status} ${reply.text}`);
    if (operation.method === 'GET' && row.isNeutral !== true) {
      const seen = tracesOf(theirs, row.isOfAccount === true || path.includes('/auth/'));
      assert.ok(
        [...seen, alice.caller.accountId, '{"cluster"'].some((trace) => reply.text.includes(trace)),
        reply.text,
      );
    }
  });
}
