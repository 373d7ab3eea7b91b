import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { TencentError } from '../errors.ts';
import { tencentOffering } from './tencent-offering.ts';

/** @throws TencentError OperationDenied where DeleteProtectionEnable is on */
export function requireUnprotected(instance: KafkaInstance): void {
  if (!tencentOffering(instance).deletionProtected) return;
  throw new TencentError(
    'OperationDenied',
    `Instance ${instance.id} is protected from deletion. Set DeleteProtectionEnable to 0 by ModifyInstanceAttributes first.`,
  );
}
