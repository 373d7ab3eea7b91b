import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import { type ListenerChange, specAfter } from './cluster-changes.ts';
import type { KafkaSpec } from './instance.ts';
import { loginWays } from './ways-in.ts';

const { spec: plain } = testInstance();
const users = { user: null, mechanisms: null, mayWaitForUsers: true } as const;

function switched(
  spec: KafkaSpec,
  listener: ListenerChange['listener'],
  enable: boolean,
  beside = false,
): KafkaSpec {
  return specAfter(spec, { kind: 'listener', listener, enable, beside, ...users }, null);
}

test('a listener with TLS stands beside one without where that is asked for, and alone where not', () => {
  const one = switched(plain, 'sasl-plaintext', true);
  assert.throws(() => switched(one, 'sasl-tls', true), { kind: 'invalid-parameter' });
  const both = switched(one, 'sasl-tls', true, true);
  assert.deepEqual(loginWays(both.access), ['sasl-plaintext', 'sasl-tls']);
  assert.equal(both.access.login?.tls, false);
  // Whichever goes, the other one stays what it is.
  const second = switched(both, 'sasl-plaintext', false);
  assert.deepEqual(second.access.login, { ...both.access.login, ways: ['sasl-tls'] });
  const first = switched(both, 'sasl-tls', false);
  assert.deepEqual(first.access, one.access);
  assert.equal(switched(first, 'sasl-plaintext', false).access.login, null);
});

test('the last listener cannot go; a login that is public stays without one within', () => {
  const login = switched(plain, 'sasl-tls', true);
  const only = switched(login, 'plaintext', false);
  assert.throws(() => switched(only, 'sasl-tls', false), /last listener/);
  const publicAccess = { bandwidthMbitps: 1, addresses: [], ways: ['sasl-tls'] } as const;
  const open = switched({ ...login, publicAccess }, 'sasl-tls', false);
  assert.deepEqual(open.access.login?.ways, []);
  assert.deepEqual(switched(open, 'sasl-tls', true).access, login.access);
});

test('a listener with TLS and without a login comes and goes by itself', () => {
  const both = switched(plain, 'tls', true);
  assert.deepEqual([both.access.plaintext, both.access.tls, both.access.login], [true, true, null]);
  const only = switched(both, 'plaintext', false);
  assert.throws(() => switched(only, 'tls', false), /last listener/);
  assert.equal(switched(both, 'tls', false).access.tls, false);
});
