import type { BandwidthRaise, Instance, KafkaSpec } from '../instance/instance.ts';

const dayMs = 24 * 3_600_000;

/** Whether clients may do more by it at this time (epoch ms). */
export function isRaised({ isOn, firstAtMs, durationMs, repeats }: BandwidthRaise, nowMs: number): boolean {
  const sinceMs = nowMs - firstAtMs;
  if (!isOn || sinceMs < 0) return false;
  if (repeats === null) return sinceMs < durationMs;
  // The last of its beginnings on a day that counts; one that takes more than a day may have begun before yesterday.
  const last = Math.floor(sinceMs / dayMs);
  for (let at = last; at >= 0 && sinceMs - at * dayMs < durationMs; at -= 1) {
    const day = new Date(firstAtMs + at * dayMs + repeats.aheadOfUtcMs).getUTCDay();
    if (repeats.days.includes(day)) return true;
  }
  return false;
}

/** The instance with the bandwidth that its clients have at this time. */
export function withRaises(instance: Instance, nowMs: number): Instance {
  if (instance.engine !== 'kafka') return instance;
  const raises = (instance.spec.bandwidthRaises ?? []).filter((raise) => isRaised(raise, nowMs));
  return raises.length === 0 ? instance : { ...instance, spec: raised(instance.spec, raises) };
}

function raised(spec: KafkaSpec, raises: readonly BandwidthRaise[]): KafkaSpec {
  const { bandwidthMibps, fetchBandwidthMibps = bandwidthMibps } = spec;
  return {
    ...spec,
    bandwidthMibps: Math.max(bandwidthMibps, ...raises.map(({ produceMibps }) => produceMibps)),
    fetchBandwidthMibps: Math.max(fetchBandwidthMibps, ...raises.map(({ fetchMibps }) => fetchMibps)),
  };
}
