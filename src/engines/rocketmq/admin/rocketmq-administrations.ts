import type { Instance, RocketmqInstance } from '../../../domain/instance/instance.ts';
import type {
  RocketmqAdministration,
  RocketmqAdministrations,
} from '../../../domain/rocketmq-administration/rocketmq-administration.ts';
import type { Cluster } from '../../engine.ts';
import { createBrokers } from './brokers.ts';
import { type ClusterConnections, createClusterConnections } from './cluster-connections.ts';
import { createGroupAdministration } from './groups.ts';
import { createMessageAdministration } from './messages.ts';
import { createTopicAdministration } from './topics.ts';
import { createUserAdministration } from './users.ts';

export interface RocketmqAdministrationsParts {
  /** With the addresses of all members and the secrets; users are of no interest. */
  readonly clusterOf: (instance: Instance) => Promise<Cluster>;
  readonly nowMs: () => number;
}

interface Kept {
  readonly connections: ClusterConnections;
  readonly administration: RocketmqAdministration;
  /** What the connections depend on. */
  readonly key: string;
}

/** The administrations of all RocketMQ instances. */
export function createRocketmqAdministrations({
  clusterOf,
  nowMs,
}: RocketmqAdministrationsParts): RocketmqAdministrations {
  const kept = new Map<string, Kept>();

  function forget(instanceId: string): void {
    kept.get(instanceId)?.connections.close();
    kept.delete(instanceId);
  }

  return {
    async of(instance) {
      const known = kept.get(instance.id);
      const key = keyOf(instance);
      if (known?.key === key) return known.administration;
      const cluster = { ...(await clusterOf(instance)), instance };
      forget(instance.id);
      const connections = createClusterConnections(cluster, nowMs);
      const administration = administrationOver(connections, nowMs);
      kept.set(instance.id, { connections, administration, key });
      return administration;
    },

    forget(instanceId) {
      forget(instanceId);
      return Promise.resolve();
    },

    close() {
      for (const id of kept.keys()) forget(id);
      return Promise.resolve();
    },
  };
}

export function administrationOver(
  connections: ClusterConnections,
  nowMs: () => number,
): RocketmqAdministration {
  return {
    topics: createTopicAdministration(connections),
    groups: createGroupAdministration(connections),
    messages: createMessageAdministration(connections, nowMs),
    users: createUserAdministration(connections),
    brokers: createBrokers(connections),
  };
}

/** Members that are more, elsewhere, or reached in another way need other connections. */
function keyOf({ spec, version, endpoints }: RocketmqInstance): string {
  const { brokerCount, replicasPerBroker, tlsMode, acl } = spec;
  return JSON.stringify([version, brokerCount, replicasPerBroker, tlsMode, acl, endpoints]);
}
