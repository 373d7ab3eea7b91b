import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from './config.ts';
import { readFaultPoint } from './fault-point.ts';

test('no fault point unless one is set', () => {
  assert.equal(readFaultPoint({}), null);
  assert.equal(readFaultPoint({ POLYBROKER_TEST_KILL_AT: '' }), null);
});

test('a fault point names status, step and moment', () => {
  const point = 'creating/startBrokers/journalled';
  assert.equal(readFaultPoint({ POLYBROKER_TEST_KILL_AT: point }), point);
  for (const wrong of ['startBrokers', 'creating/startBrokers', 'creating/startBrokers/never']) {
    assert.throws(() => readFaultPoint({ POLYBROKER_TEST_KILL_AT: wrong }), ConfigError);
  }
});
