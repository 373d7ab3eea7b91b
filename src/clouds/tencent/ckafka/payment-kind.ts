import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { TencentError } from '../errors.ts';
import { tencentOffering } from './tencent-offering.ts';

/** The calls for instances that are paid in advance refuse the others. @throws TencentError OperationDenied */
export function requirePrepaid(instance: KafkaInstance): {
  readonly expiresAtMs: number;
  readonly renewFlag: number;
} {
  const { prepaid } = tencentOffering(instance);
  if (prepaid !== null) return prepaid;
  throw new TencentError('OperationDenied', `Instance ${instance.id} is paid by the hour, not in advance.`);
}

/** @throws TencentError OperationDenied */
export function requirePostpaid(instance: KafkaInstance): void {
  if (tencentOffering(instance).prepaid === null) return;
  throw new TencentError('OperationDenied', `Instance ${instance.id} is paid in advance, not by the hour.`);
}
