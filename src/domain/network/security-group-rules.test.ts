import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '../errors.ts';
import { checkRule, sameRule } from './security-group-rules.ts';

const rule = {
  description: '',
  direction: 'ingress',
  ipVersion: 4,
  protocol: 'tcp',
  portMin: 9092,
  portMax: 9093,
  remoteCidr: '10.0.0.7/8',
  remoteGroupId: null,
} as const;
type Rule = Parameters<typeof checkRule>[0];
const changed = (changes: Partial<Rule>): Rule => ({ ...rule, ...changes });

test('a rule is kept with the first address of its block', () => {
  assert.equal(checkRule(rule).remoteCidr, '10.0.0.0/8');
  assert.equal(checkRule(changed({ remoteCidr: '10.0.0.7' })).remoteCidr, '10.0.0.7/32');
  assert.equal(checkRule(changed({ ipVersion: 6, remoteCidr: '::1' })).remoteCidr, '::1/128');
  assert.equal(checkRule(changed({ remoteCidr: null })).remoteCidr, null);
});

test('ports belong to a protocol', () => {
  const accepted: readonly Partial<Rule>[] = [
    { portMin: null, portMax: null },
    { portMin: 1, portMax: 65_535 },
    { protocol: null, portMin: null, portMax: null },
    { protocol: 'icmp', portMin: 8, portMax: 0 },
    { protocol: 'icmp', portMin: 8, portMax: null },
    { protocol: 'icmp', portMin: null, portMax: null },
  ];
  for (const changes of accepted)
    assert.doesNotThrow(() => checkRule(changed(changes)), JSON.stringify(changes));
  const refused: readonly Partial<Rule>[] = [
    { portMin: null },
    { portMax: null },
    { portMin: 0 },
    { portMin: 9094 },
    { portMax: 65_536 },
    { protocol: null },
    { protocol: 'icmp', portMin: 256, portMax: null },
    { protocol: 'icmp', portMin: null, portMax: 1 },
    { remoteCidr: 'x' },
    { ipVersion: 6 },
    { remoteGroupId: 'group' },
    { description: '<' },
  ];
  for (const changes of refused) {
    assert.throws(
      () => checkRule(changed(changes)),
      (error) => error instanceof DomainError && error.kind === 'invalid-parameter',
      JSON.stringify(changes),
    );
  }
});

test('rules are the same when they permit the same', () => {
  assert.ok(sameRule(rule, changed({ description: 'other words' })));
  for (const changes of [
    { direction: 'egress' },
    { ipVersion: 6 },
    { portMin: 1 },
    { remoteCidr: null },
  ] as const) {
    assert.ok(!sameRule(rule, changed(changes)), JSON.stringify(changes));
  }
});
