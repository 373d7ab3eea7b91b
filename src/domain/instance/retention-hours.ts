import type { RocketmqSpec } from './instance.ts';

export const usualRetentionHours = 48;

/** For how long messages are kept where there is room for them: two days unless the owner says otherwise. */
export function retentionHoursOf({ retentionHours = usualRetentionHours }: RocketmqSpec): number {
  return retentionHours;
}
