import { groupsOf } from '../cluster-layout.ts';
import { clusterName } from '../broker-properties.ts';
import type { RocketmqSpec } from '../../../domain/instance/instance.ts';

/** RocketMQ's own: see its TopicValidator and MixAll. */
const systemTopics: ReadonlySet<string> = new Set([
  'TBW102',
  'SCHEDULE_TOPIC_XXXX',
  'BenchmarkTest',
  'RMQ_SYS_TRANS_HALF_TOPIC',
  'RMQ_SYS_TRACE_TOPIC',
  'RMQ_SYS_TRANS_OP_HALF_TOPIC',
  'TRANS_CHECK_MAX_TIME_TOPIC',
  'SELF_TEST_TOPIC',
  'OFFSET_MOVED_EVENT',
  'CHECKPOINT_TOPIC',
]);

const systemGroups: ReadonlySet<string> = new Set([
  'DEFAULT_CONSUMER',
  'DEFAULT_PRODUCER',
  'TOOLS_CONSUMER',
  'SCHEDULE_CONSUMER',
  'FILTERSRV_CONSUMER',
  '__MONITOR_CONSUMER',
  'CLIENT_INNER_PRODUCER',
  'SELF_TEST_P_GROUP',
  'SELF_TEST_C_GROUP',
  'CID_ONS-HTTP-PROXY',
  'CID_ONSAPI_PERMISSION',
  'CID_ONSAPI_OWNER',
  'CID_ONSAPI_PULL',
  'CID_DefaultHeartBeatSyncerTopic',
]);

export const retryPrefix = '%RETRY%';
export const deadLetterPrefix = '%DLQ%';

/** Whether it is a topic that brokers make for themselves at their start, and let nobody else make. */
export function isSystemTopic(name: string): boolean {
  return systemTopics.has(name) || name.toLowerCase().startsWith('rmq_sys_');
}

/** Whether the owner has made the topic, and not RocketMQ itself for its own or a group's sake. */
export function isOwnersTopic(name: string, spec: RocketmqSpec): boolean {
  return (
    !isSystemTopic(name) &&
    !name.startsWith(retryPrefix) &&
    !name.startsWith(deadLetterPrefix) &&
    name !== clusterName &&
    name !== `${clusterName}_REPLY_TOPIC` &&
    name !== 'DefaultHeartBeatSyncerTopic' &&
    !groupsOf(spec).includes(name)
  );
}

/** Whether the owner has made the consumer group. */
export function isOwnersGroup(name: string): boolean {
  return !systemGroups.has(name) && !name.startsWith('CID_RMQ_SYS_') && !name.startsWith('CID_rmq_sys_');
}
