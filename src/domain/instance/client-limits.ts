import { DomainError } from '../errors.ts';
import type { KafkaSpec } from './instance.ts';

/** What an instance lets its clients do, and brokers learn while they run. */
export type ClientLimits = Pick<
  KafkaSpec,
  'bandwidthMibps' | 'burstBandwidthMibps' | 'fetchBandwidthMibps' | 'partitionLimit' | 'topicLimit'
>;

/** @throws DomainError invalid-parameter */
export function requireClientLimits(limits: ClientLimits): void {
  const { bandwidthMibps, burstBandwidthMibps } = limits;
  const atLeast = {
    bandwidthMibps: 1,
    ...(limits.fetchBandwidthMibps === undefined ? {} : { fetchBandwidthMibps: 1 }),
    partitionLimit: 1,
    topicLimit: 1,
    burstBandwidthMibps: bandwidthMibps,
  };
  for (const [name, min] of Object.entries(atLeast)) {
    const value = limits[name as keyof ClientLimits] ?? null;
    if (value === null && (name === 'burstBandwidthMibps' || name === 'topicLimit')) continue;
    if (value === null || !Number.isInteger(value) || value < min) {
      throw refused(name, value, `a whole number from ${min}`);
    }
  }
  const most = 2 * bandwidthMibps;
  if (burstBandwidthMibps !== null && burstBandwidthMibps > most) {
    throw refused('burstBandwidthMibps', burstBandwidthMibps, `at most twice the bandwidth, ${most}`);
  }
}

function refused(name: string, value: number | null, allowed: string): DomainError {
  return new DomainError('invalid-parameter', `${name} was ${value}; allowed: ${allowed}.`, name);
}
