import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import { type HuaweiClients, wire } from './huawei.ts';

export interface ScheduledTask {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly schedule_at: string;
}

/** Has the brokers restarted at a time (epoch ms), or, without one, in the maintenance window. Answers the scheduled task's id. */
export async function scheduleUpgrade(clients: HuaweiClients, id: string, atMs?: number): Promise<string> {
  const body = new kafkaSdk.UpgradeInstanceReq().withIsSchedule(true);
  if (atMs !== undefined) body.withExecuteAt(atMs);
  const request = new kafkaSdk.UpgradeInstanceRequest().withInstanceId(id).withBody(body);
  return wire<{ schedule_id: string }>(await clients.kafka.upgradeInstance(request)).schedule_id;
}

/** Newest first. */
export async function scheduledTasks(clients: HuaweiClients, id: string): Promise<readonly ScheduledTask[]> {
  const request = new kafkaSdk.ListScheduledTasksRequest().withInstanceId(id);
  return wire<{ jobs: ScheduledTask[] }>(await clients.kafka.listScheduledTasks(request)).jobs;
}

export async function updateScheduledTask(
  clients: HuaweiClients,
  id: string,
  task: string,
  change: { readonly execute_at?: string; readonly status?: string },
): Promise<void> {
  const request = Object.assign(new kafkaSdk.UpdateScheduledTaskRequest(id, task), change);
  await clients.kafka.updateScheduledTask(request);
}
