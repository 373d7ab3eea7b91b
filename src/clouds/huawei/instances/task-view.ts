import type { JournalEntry, Task, TaskKind, TaskStatus } from '../../../domain/task/task.ts';

/** Names as the cloud makes them: `changeRetentionPolicy` and `modifyAutoTopic` stand in its documentation. */
const names: Readonly<Record<TaskKind, string>> = {
  create: 'createInstance',
  restart: 'restartInstance',
  upgrade: 'upgradeInstance',
  delete: 'deleteInstance',
  'change-capacity-rule': 'changeRetentionPolicy',
  // Terraform waits for a task of this name after it has switched automatic topics.
  'change-settings': 'kafkaConfigModify',
  'change-listeners': 'kafkaPortProtocolModify',
  'change-client-access': 'rocketmqSslModify',
  resize: 'extendInstance',
  'change-quota': 'kafkaClientQuotaModify',
  // Terraform waits for one of this name where it resets all topics of a group.
  'reset-offsets': 'kafkaResetConsumerOffset',
  'delete-topics': 'rocketmqDeleteTopics',
  'delete-groups': 'rocketmqDeleteConsumerGroups',
  'change-groups': 'rocketmqUpdateConsumerGroups',
  // As Terraform waits for with RocketMQ instances.
  'enable-public-access': 'bindInstancePublicIp',
  'disable-public-access': 'unbindInstancePublicIp',
};

const statuses: Readonly<Record<TaskStatus, string>> = {
  created: 'CREATED',
  executing: 'EXECUTING',
  succeeded: 'SUCCESS',
  failed: 'FAILED',
};

export const taskName = (kind: TaskKind): string => names[kind];
export const taskStatus = (status: TaskStatus): string => statuses[status];

/** A background task as lists show it. `params` is JSON within a string. */
export function taskView(task: Task) {
  return {
    id: task.id,
    name: names[task.kind],
    user_name: task.createdByUserName,
    user_id: task.createdByUserId,
    params: JSON.stringify(task.reason === null ? {} : { reason: task.reason }),
    status: statuses[task.status],
    created_at: new Date(task.createdAtMs).toISOString(),
    updated_at: new Date(task.updatedAtMs).toISOString(),
  };
}

/** A step in the shape of the SDK's model, whose misspelt `statue` is Huawei's. */
export function stepView({ step, startedAtMs, endedAtMs, failure }: JournalEntry) {
  return {
    name: step,
    start_time: startedAtMs,
    end_time: endedAtMs ?? 0,
    statue: endedAtMs === null ? 'EXECUTING' : failure === null ? 'SUCCESS' : 'FAILED',
    reason: failure ?? undefined,
  };
}
