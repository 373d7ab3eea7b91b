import assert from 'node:assert/strict';
import { openBrokerLink } from '../../src/engines/kafka/admin/wire/broker-link.ts';
import type { BrokerLink } from '../../src/engines/kafka/admin/wire/broker-link.ts';
import { brokerApis } from '../../src/engines/kafka/admin/wire/broker-apis.ts';
import { takesKeystoreLive } from '../../src/engines/kafka/certificate-step.ts';
import type { ClusterUser } from '../../src/engines/engine.ts';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { clientListeners } from '../../src/engines/kafka/client-listeners.ts';
import { addressOf, brokersOf } from '../../src/engines/kafka/cluster-layout.ts';
import { secretNames, secretOf } from '../../src/engines/kafka/cluster-secrets.ts';
import { readClusterView } from '../../src/engines/kafka/probe.ts';
import type { ProbeTarget } from '../../src/engines/kafka/probe.ts';
import { servedFingerprint } from '../../src/engines/tls/served-certificate.ts';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { until } from '../support/until.ts';
import type { RunningCluster } from './run-cluster.ts';

/** Where certificates need restarts, three of them. */
const withinMs = 300_000;
/** Brokers look at the users' file once a second; busy machines take their time. */
const noticedWithinMs = 30_000;
const attemptWithinMs = 5000;
const first = { password: 'First-pass"\\word=,ö1' } as const;
const second = { password: 'Second-password 2' } as const;

/**
 * Adds a user, changes the password and removes the user again, and sees that each change holds for every broker without
 * a restart, that the user's open connections end, and that those of others stay.
 */
export async function proveLiveUsers(running: RunningCluster): Promise<void> {
  const { instance, users } = running.cluster;
  const { access } = instance.spec;
  const [owner] = users;
  assert.ok(access.login !== null && owner !== undefined);
  const { mechanisms } = access.login;
  const pids = await pidsOf(running);
  const endsConnections = kafkaVersion(instance.version).liveUsers.principalBuilder !== null;
  const user = { name: 'a user=of:all', mechanisms };
  const change = (wanted: readonly ClusterUser[], removedUsers: readonly string[] = []) =>
    running.bringUp(AbortSignal.timeout(withinMs), { users: wanted, removedUsers });
  const bystander = await open(running, owner, 'PLAIN');

  await refused(running, { ...user, ...first });
  await change([owner, { ...user, ...first }]);
  await accepted(running, { ...user, ...first });

  let links = await openAll(running, { ...user, ...first });
  await change([owner, { ...user, ...second }]);
  await accepted(running, { ...user, ...second });
  await refused(running, { ...user, ...first });
  await ended(links, endsConnections);

  links = await openAll(running, { ...user, ...second });
  await change([owner], [user.name]);
  await refused(running, { ...user, ...second });
  await ended(links, endsConnections);

  await bystander.call(brokerApis.metadata, []);
  await bystander.close();
  assert.deepEqual(await pidsOf(running), pids, 'no broker was restarted');
}

/**
 * Sees that brokers show new certificates of the same authority: without a restart, and connections stay, or, where the version
 * cannot do that, after one. The cluster's certificates must be about to end.
 */
export async function proveRenewedCertificates(running: RunningCluster): Promise<void> {
  const { instance, users, secrets } = running.cluster;
  const [owner] = users;
  assert.ok(owner !== undefined);
  const pids = await pidsOf(running);
  const before = await fingerprints(running);
  const bystander = await open(running, owner, 'PLAIN');
  const renewed = await running.renewSecrets();
  assert.equal(renewed.size, 2 * before.length, 'a keystore and a certificate for each broker');

  await running.bringUp(AbortSignal.timeout(withinMs), { secrets: new Map([...secrets, ...renewed]) });
  const after = await fingerprints(running);
  after.forEach((fingerprint, index) => assert.notEqual(fingerprint, before[index]));
  const live = takesKeystoreLive(kafkaVersion(instance.version));
  if (live) await bystander.call(brokerApis.metadata, []);
  await bystander.close();
  // Clients go on to trust the authority that they have.
  await accepted(running, owner);
  if (live) assert.deepEqual(await pidsOf(running), pids, 'no broker was restarted');
}

function targets({ cluster }: RunningCluster, user: ClusterUser): readonly ProbeTarget[] {
  const authority = secretOf(cluster.secrets, secretNames.authorityCertificate);
  const listeners = clientListeners(cluster.instance.spec).filter(({ way }) => way !== 'plaintext');
  return brokersOf(cluster.instance.spec).flatMap(({ name }) =>
    listeners.flatMap(({ port, way }) =>
      user.mechanisms.map((mechanism) => ({
        address: addressOf(cluster.addresses, name),
        port,
        authorityPem: way === 'sasl-tls' ? authority : null,
        login: { mechanism, username: user.name, password: user.password },
      })),
    ),
  );
}

async function accepted(running: RunningCluster, user: ClusterUser): Promise<void> {
  for (const target of targets(running, user)) {
    // What stands in ZooKeeper or in the metadata reaches brokers a moment later.
    await until(`${target.login?.mechanism} lets ${user.name} in`, noticedWithinMs, async () => {
      await readClusterView(target, AbortSignal.timeout(attemptWithinMs));
      return true;
    });
  }
}

async function refused(running: RunningCluster, user: ClusterUser): Promise<void> {
  for (const target of targets(running, user)) {
    await until(`${target.login?.mechanism} refuses ${user.name}`, noticedWithinMs, async () => {
      try {
        await readClusterView(target, AbortSignal.timeout(attemptWithinMs));
      } catch (error) {
        assert.match(String(error), /authentication|credentials|login|closed/i);
        return true;
      }
      return undefined;
    });
  }
}

async function openAll(running: RunningCluster, user: ClusterUser): Promise<readonly BrokerLink[]> {
  const links = await Promise.all(user.mechanisms.map((mechanism) => open(running, user, mechanism)));
  // A connection counts as its user's from its first request on.
  for (const link of links) await link.call(brokerApis.metadata, []);
  return links;
}

async function open(
  running: RunningCluster,
  user: ClusterUser,
  mechanism: ClusterUser['mechanisms'][number],
): Promise<BrokerLink> {
  const [target] = targets(running, { ...user, mechanisms: [mechanism] });
  assert.ok(target !== undefined);
  const { address, port } = target;
  return openBrokerLink({ id: 1, address, port }, target, { openMs: 5000, requestMs: 5000 });
}

/** The brokers end the connections at their next request, or leave them where their version cannot. */
async function ended(links: readonly BrokerLink[], expected: boolean): Promise<void> {
  for (const link of links) {
    if (expected) {
      await until('the connection ends', noticedWithinMs, () =>
        link.call(brokerApis.metadata, []).then(
          () => undefined,
          () => true,
        ),
      );
    } else {
      await link.call(brokerApis.metadata, []);
    }
    await link.close();
  }
}

async function fingerprints({ cluster }: RunningCluster): Promise<readonly string[]> {
  return Promise.all(
    brokersOf(cluster.instance.spec).map(({ name }) =>
      servedFingerprint(addressOf(cluster.addresses, name), brokerPorts.sasl, AbortSignal.timeout(5000)),
    ),
  );
}

async function pidsOf(running: RunningCluster): Promise<readonly number[]> {
  return Promise.all([...running.cluster.addresses.keys()].map((name) => running.pidOf(name)));
}
