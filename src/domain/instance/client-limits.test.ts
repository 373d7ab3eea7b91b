import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClientLimits, requireClientLimits } from './client-limits.ts';

const limits: ClientLimits = {
  bandwidthMibps: 100,
  burstBandwidthMibps: null,
  partitionLimit: 300,
  topicLimit: null,
};

test('limits are whole numbers, a burst is at most twice the bandwidth, topics and bursts may be left open', () => {
  requireClientLimits(limits);
  requireClientLimits({ ...limits, burstBandwidthMibps: 200, topicLimit: 1 });
  const refused: readonly Partial<ClientLimits>[] = [
    { bandwidthMibps: 0 },
    { bandwidthMibps: 1.5 },
    { partitionLimit: 0 },
    { topicLimit: 0 },
    { burstBandwidthMibps: 99 },
    { burstBandwidthMibps: 201 },
  ];
  for (const changes of refused) {
    const [field] = Object.keys(changes);
    assert.throws(() => requireClientLimits({ ...limits, ...changes }), {
      kind: 'invalid-parameter',
      field,
    });
  }
});
