import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientVersionName } from './client-version.ts';

test('clients’ versions are named as RocketMQ does', () => {
  assert.deepEqual([373, 372, 411, 412, 413, 513, 212, 7].map(clientVersionName), [
    'V4_8_0',
    'V4_8_0_SNAPSHOT',
    'V4_9_9',
    'V5_0_0_SNAPSHOT',
    'V5_0_0',
    'V5_5_0',
    'V4_0_0_SNAPSHOT',
    '7',
  ]);
});
