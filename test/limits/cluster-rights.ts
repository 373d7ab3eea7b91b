import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { ScramMechanisms } from '@platformatic/kafka';
import kafkajs from 'kafkajs';
import { alterScramCredentials } from '../../src/engines/kafka/admin/scram-credentials.ts';
import { brokerApis } from '../../src/engines/kafka/admin/wire/broker-apis.ts';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { internalListener } from '../../src/engines/kafka/internal-listener.ts';
import { askBroker, type ProbeTarget } from '../../src/engines/kafka/probe.ts';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { until } from '../support/until.ts';
import { controlPlaneClient, type LimitedCluster, ownerName, ownerPassword } from './limited-cluster.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
const clusterAuthorizationFailed = 31;

/** Since when there are requests to change access rules, and SCRAM users: Kafka 0.11 and 2.7. */
export const hasAclRequests = (version: string) => kafkaVersion(version).listenerSettings === 'per-listener';
const hasScramRequests = (version: string) => version >= '2.7';

/**
 * Where no rule says otherwise everyone may do everything, but nobody except the control plane changes the cluster: its access
 * rules, users, quotas or brokers. Topics are made as before, and a rule of the owner's gives what it says.
 */
export async function proveClusterRights(cluster: LimitedCluster): Promise<string> {
  const asOwner = cluster.client({ login: true, retries: 0 }).admin();
  const asAnyone = cluster.client({ retries: 0 }).admin();
  const asInternal = controlPlaneClient(cluster).admin();
  await Promise.all([asOwner, asAnyone, asInternal].map((admin) => admin.connect()));
  try {
    for (const admin of [asOwner, asAnyone]) {
      await assert.rejects(admin.createAcls({ acl: [ownRule()] }), isRefused);
      await assert.rejects(admin.deleteAcls({ filters: [ownRule()] }), isRefused);
      await assert.rejects(
        admin.alterConfigs({
          validateOnly: true,
          resources: [{ type: kafkajs.ConfigResourceTypes.BROKER, name: '1', configEntries: [] }],
        }),
        isRefused,
      );
      const topic = `by-anyone-${randomUUID()}`;
      await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] });
      await admin.deleteTopics({ topics: [topic] });
    }
    if (hasScramRequests(cluster.version)) await refusesUsersAndQuotas(cluster);

    await asInternal.createAcls({ acl: [clusterRule()] });
    await until('the rule holds', 30_000, async () => {
      await asOwner.createAcls({ acl: [ownRule()] });
      return true;
    });
    await assert.rejects(asAnyone.createAcls({ acl: [ownRule()] }), isRefused);
    await asInternal.deleteAcls({ filters: [clusterRule(), ownRule()] });
    await until('the rule is gone', 30_000, async () => {
      await assert.rejects(asOwner.createAcls({ acl: [ownRule()] }), isRefused);
      return true;
    });
    await asInternal.deleteAcls({ filters: [ownRule()] });
  } finally {
    await Promise.all([asOwner, asAnyone, asInternal].map((admin) => admin.disconnect()));
  }
  return hasScramRequests(cluster.version) ? 'access rules, users, quotas, brokers' : 'access rules, brokers';
}

async function refusesUsersAndQuotas(cluster: LimitedCluster): Promise<void> {
  const { address } = internalListener(cluster.running.cluster, 'broker-1');
  const login = { mechanism: 'PLAIN', username: ownerName, password: ownerPassword } as const;
  const targets: readonly ProbeTarget[] = [
    { address, port: brokerPorts.sasl, login, authorityPem: null },
    { address, port: brokerPorts.plaintext, login: null, authorityPem: null },
  ];
  const user = {
    name: 'internal',
    mechanism: ScramMechanisms.SCRAM_SHA_256,
    iterations: 4096,
    salt: randomBytes(16),
    saltedPassword: randomBytes(32),
  };
  for (const target of targets) {
    const signal = AbortSignal.timeout(30_000);
    const [written] = await askBroker(target, signal, (link) => alterScramCredentials(link, [], [user]));
    assert.equal(written?.errorCode, clusterAuthorizationFailed, 'a user was written');
    const quota = {
      entities: [{ entityType: 'user' as const, entityName: null }],
      ops: [{ key: 'producer_byte_rate', value: 1, remove: false } as const],
    };
    const { entries } = await askBroker(target, signal, (link) =>
      link.call(brokerApis.alterClientQuotas, [quota], false),
    );
    assert.equal(entries[0]?.errorCode, clusterAuthorizationFailed, 'a quota was set');
  }
}

function ownRule() {
  return {
    resourceType: AclResourceTypes.TOPIC,
    resourceName: 'somebody-elses',
    resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: `User:${ownerName}`,
    host: '*',
    operation: AclOperationTypes.ALL,
    permissionType: AclPermissionTypes.ALLOW,
  };
}

function clusterRule() {
  return {
    ...ownRule(),
    resourceType: AclResourceTypes.CLUSTER,
    resourceName: 'kafka-cluster',
    operation: AclOperationTypes.ALTER,
  };
}

function isRefused(error: unknown): boolean {
  const { type, message } = error as { type?: string; message?: string };
  return (
    `${type} ${message}`.includes('CLUSTER_AUTHORIZATION_FAILED') || /cluster auth/i.test(String(message))
  );
}
