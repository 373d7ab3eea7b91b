import { rocketmqExample } from './huawei-rocketmq.ts';
import type { Row } from './isolation-row.ts';
import type { Ids } from './tenants.ts';

const place = (ids: Ids) => ({
  vpc_id: ids['vpc_id'],
  subnet_id: ids['instance_subnet_id'],
  security_group_id: ids['instance_group_id'],
});

function createBodies(theirs: Ids, own: Ids): readonly object[] {
  const body = { ...rocketmqExample, ...place(own), name: 'reaching-out' };
  return [
    { ...body, ...place(theirs) },
    { ...body, vpc_id: theirs['vpc_id'] },
    { ...body, subnet_id: theirs['instance_subnet_id'] },
    { ...body, security_group_id: theirs['instance_group_id'] },
  ];
}

const messageId = `7F000001${'0'.repeat(24)}`;
const resize: Row = { bodies: () => [{ oper_type: 'storage', new_storage_space: 900 }] };
const reset: Row = { bodies: ({ topic }) => [{ topic, timestamp: 5 }] };
const send: Row = { bodies: ({ topic }) => [{ topic, body: 'x' }] };
const resend: Row = { bodies: ({ topic }) => [{ topic, msg_id_list: [messageId] }] };
const consume: Row = {
  bodies: ({ topic, group }) => [{ topic, group, client_id: 'c', msg_id_list: [messageId] }],
};
const listed: Row = { query: ({ topic }) => `?topic=${topic}&msg_id=${messageId}` };
const traced: Row = { query: '?msg_id=traced', isNeutral: true };
const neutral: Row = { isNeutral: true };

/** Of operations for RocketMQ instances, by name. */
export const rocketmqRows: Readonly<Record<string, Row>> = {
  CreateInstanceByEngine: { bodies: createBodies },
  CreatePostPaidInstance: { bodies: createBodies },
  CreatePostPaidInstanceForRocketMq: { bodies: createBodies },
  UpdateInstance: {
    bodies: () => [{ name: 'renamed' }],
    onOwn: (theirs) => [{ security_group_id: theirs['security_group_id'] }],
  },
  BatchDeleteInstances: {
    bodies: ({ instance_id: id }) => [
      { action: 'delete', instances: [id] },
      { action: 'restart', instances: [id] },
    ],
  },
  ResizeInstance: resize,
  ResizeInstanceForRocketMq: resize,
  ShowEngineInstanceExtendProductInfo: neutral,
  ShowEngineInstanceExtendProductInfoForRocketMq: neutral,
  ShowRocketMqConfigs: neutral,
  UpdateRocketMqConfigs: { bodies: () => [{ rocketmq_configs: [{ name: 'fileReservedTime', value: '5' }] }] },
  ModifyInstanceSslConfig: { bodies: () => [{ tls_mode: 'SSL' }] },
  CreateTopicOrBatchDeleteTopic: { bodies: () => [{ name: 'a-new-topic' }] },
  UpdateTopic: { bodies: () => [{ permission: 'pub' }] },
  ShowTopicStatus: neutral,
  CreateConsumerGroupOrBatchDeleteConsumerGroup: { bodies: () => [{ name: 'a-new-group' }] },
  UpdateConsumerGroup: { bodies: () => [{ enabled: false, broadcast: false, retry_max_time: 3 }] },
  BatchUpdateConsumerGroup: { bodies: ({ group }) => [{ groups: [{ name: group, enabled: false }] }] },
  ShowConsumerListOrDetails: {},
  ResetConsumeOffset: reset,
  ResetConsumeOffsetForRocketMq: reset,
  CreateUser: { bodies: () => [{ access_key: 'somebody', secret_key: 'Secret-13579' }] },
  UpdateUser: { bodies: () => [{ admin: true }] },
  ListBrokers: neutral,
  ListMessages: listed,
  ListMessagesForRocketMq: listed,
  ListMessageTrace: traced,
  ListMessageTraceForRocketMq: traced,
  SendMessage: send,
  SendMessageForRocketMq: send,
  SendDlqMessage: resend,
  SendDlqMessageForRocketMq: resend,
  ValidateConsumedMessage: consume,
  ValidateConsumedMessageForRocketMq: consume,
  BatchCreateOrDeleteRocketmqTag: { bodies: () => [{ action: 'create', tags: [{ key: 'k', value: 'v' }] }] },
  ListEngineProducts: neutral,
};
