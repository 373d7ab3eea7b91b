import type { KafkaSpec } from '../../../domain/instance/instance.ts';
import { badValue } from '../errors.ts';
import { checkSwitch } from './create-order.ts';

/** With it the oldest messages go when the disk fills up; without it a full instance takes no more. */
export interface DynamicRetention {
  readonly Enable?: number;
  /** Per cent of the disk at which messages go. */
  readonly DiskQuotaPercentage?: number;
  /** Per cent of it that go at once. */
  readonly StepForwardPercentage?: number;
  /** Minutes that messages are kept for in any case. */
  readonly BottomRetention?: number;
}

/** What is done when the disk fills up does not vary: at 95 % the oldest go until 90 % are left, however young they are. */
const fixed = { DiskQuotaPercentage: 95, StepForwardPercentage: 5, BottomRetention: 0 } as const;

export function dynamicRetentionView({ atCapacity }: Pick<KafkaSpec, 'atCapacity'>) {
  return { Enable: atCapacity === 'delete-oldest' ? 1 : 0, ...fixed };
}

type Names = Readonly<Record<keyof typeof fixed, string>>;

const names: Names = {
  DiskQuotaPercentage: 'DynamicRetentionConfig.DiskQuotaPercentage',
  StepForwardPercentage: 'DynamicRetentionConfig.StepForwardPercentage',
  BottomRetention: 'DynamicRetentionConfig.BottomRetention',
};

/**
 * What is asked for; null for what it is. Zero is what Terraform sends for what a configuration leaves open.
 * @param called what the call names the parts
 * @throws TencentError InvalidParameterValue
 */
export function retentionRule(asked: DynamicRetention, called = names): KafkaSpec['atCapacity'] | null {
  for (const part of Object.keys(fixed) as (keyof typeof fixed)[]) {
    const value = asked[part] ?? 0;
    if (value !== 0 && value !== fixed[part]) throw badValue(called[part], value, String(fixed[part]));
  }
  if (asked.Enable === undefined) return null;
  return checkSwitch('DynamicRetentionConfig.Enable', asked.Enable) ? 'delete-oldest' : 'refuse-writes';
}
