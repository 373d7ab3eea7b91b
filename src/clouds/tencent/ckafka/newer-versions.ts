import type { Services } from '../operation.ts';

/** The versions on offer that UpgradeBrokerVersion can bring an instance to. 2.4.1 and 2.4.2 are one. */
export function newerVersions(
  version: string,
  { kafkaVersions, canUpgrade }: Pick<Services, 'kafkaVersions' | 'canUpgrade'>,
): readonly string[] {
  return kafkaVersions.filter((other) => canUpgrade(version, other));
}
