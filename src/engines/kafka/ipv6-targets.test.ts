import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdmittedNetwork } from '../../domain/limits/admitted-networks.ts';
import { ipv6Targets } from './ipv6-targets.ts';
import { testInstance } from './testing/test-cluster.ts';

const ways = [
  { kind: 'plaintext', port: 9092, login: null, authorityPem: null },
  {
    kind: 'sasl',
    port: 9093,
    login: { mechanism: 'PLAIN', username: 'u', password: 'p' },
    authorityPem: null,
  },
] as const;

const access = { plaintext: true, login: { tls: false, mechanisms: ['PLAIN'], userName: 'u' } } as const;

function portsWith(admitted: readonly AdmittedNetwork[], ipv6 = true): readonly number[] {
  const cluster = {
    instance: testInstance(access, { ipv6 }),
    addresses: new Map(),
    ipv6Ports: new Map([
      ['broker-1.plaintext', 20_100],
      ['broker-1.sasl', 20_101],
    ]),
    secrets: new Map(),
    users: [],
    removedUsers: [],
    limits: { admitted, admittedAlone: {} } as never,
  };
  return ipv6Targets(cluster, 'broker-1', ways).map(({ address, port }) => {
    assert.equal(address, '::1');
    return port;
  });
}

test('what rules open to ::1 is proven there, by the ports that they name', () => {
  assert.deepEqual(portsWith([{ cidr: '::/0', ports: null }]), [20_100, 20_101]);
  assert.deepEqual(portsWith([{ cidr: '::1/128', ports: { min: 9093, max: 9093 } }]), [20_101]);
  assert.deepEqual(portsWith([{ cidr: '0.0.0.0/0', ports: null }]), []);
  assert.deepEqual(portsWith([{ cidr: '2001:db8::/32', ports: null }]), []);
  assert.deepEqual(portsWith([{ cidr: '::/0', ports: null }], false), []);
});
