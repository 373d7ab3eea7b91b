import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import type { InstanceStatus } from '../../../domain/instance/lifecycle.ts';

/** Tencent's number of each status. An instance that restarts by our doing is running to the cloud, and less than healthy. */
const numbers: Readonly<Record<InstanceStatus, number>> = {
  creating: 0,
  running: 1,
  restarting: 1,
  failed: 1,
  deleting: 2,
};

/** Its brokers run, and let nobody in. */
const isolated = 5;
/** Its brokers become those of another version, one after the other. */
const upgrading = 7;

/** −1 for one that could not be created, which Terraform takes for the end of its waiting. */
export function statusNumber({
  status,
  endpoints,
  spec,
}: Pick<KafkaInstance, 'status' | 'endpoints' | 'spec'>): number {
  if (status === 'failed' && endpoints.length === 0) return -1;
  if (numbers[status] !== 1) return numbers[status];
  if (spec.isolated === true) return isolated;
  return (spec.versionChange ?? null) === null ? 1 : upgrading;
}

/** The domain's statuses of a number; empty for those that no instance of ours has. */
export function statusesOfNumber(number: number): readonly InstanceStatus[] {
  return (Object.keys(numbers) as InstanceStatus[]).filter(
    (status) =>
      numbers[status] === (number === isolated || number === upgrading ? 1 : number) ||
      (number === -1 && status === 'failed'),
  );
}

/** 1 healthy, 2 warning, 3 abnormal, and why. */
export function health({ status, statusReason }: Pick<KafkaInstance, 'status' | 'statusReason'>): {
  readonly Healthy: number;
  readonly HealthyMessage: string;
} {
  const message = statusReason ?? '';
  if (status === 'failed') return { Healthy: 3, HealthyMessage: message };
  const isWell = status !== 'restarting' && message === '';
  return { Healthy: isWell ? 1 : 2, HealthyMessage: message };
}
