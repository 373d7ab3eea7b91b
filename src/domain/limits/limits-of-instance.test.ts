import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyoneRule } from '../../../test/support/everyone-rule.ts';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import type { SecurityGroup } from '../network/network.ts';
import { createLimitsOf } from './limits-of-instance.ts';
import { storageNotMeasured } from './storage.ts';

test('an isolated instance admits nobody, whatever its security group says', async () => {
  const group = { rules: [everyoneRule] } as unknown as SecurityGroup;
  const limitsOf = createLimitsOf({
    networks: { findSecurityGroup: () => Promise.resolve(group) },
    nowMs: () => 0,
    storageOf: () => storageNotMeasured,
  });
  const instance = testInstance();
  assert.notEqual((await limitsOf(instance)).admitted.length, 0);
  const isolated = { ...instance, spec: { ...instance.spec, isolated: true } };
  assert.deepEqual((await limitsOf(isolated)).admitted, []);
});
