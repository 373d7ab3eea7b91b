import { isDeepStrictEqual } from 'node:util';
import type { ActionStep } from '../../engine.ts';
import { retryTimes, retryUntil } from '../../retry-until.ts';
import { addressOf, type Replica } from '../cluster-layout.ts';
import { requestCodes } from '../remoting/codes.ts';
import type { RocketmqCluster } from '../rocketmq-cluster.ts';
import { type ClusterConnections, createClusterConnections } from './cluster-connections.ts';
import { fillNewBrokers } from './fill-new-brokers.ts';
import { groupConfigsOf, groupRequest } from './group-configs.ts';
import { isSystemTopic } from './owner-names.ts';
import { topicConfigsOf, topicRequest } from './topic-configs.ts';
import { type UserKeeper, userRequestsOf } from './users.ts';

/**
 * Gives brokers that were added what the others have, and every replica the topics, groups and users that its leader has and it has not: one that was
 * away while they were made, or that has begun with nothing. By itself a replica asks its leader for topics and groups only now and then, and for users never.
 */
export function restoreReplicas(cluster: RocketmqCluster): ActionStep {
  return {
    kind: 'action',
    name: 'restoreReplicas',
    async run(signal) {
      const { brokerCount, replicasPerBroker } = cluster.instance.spec;
      if (replicasPerBroker === 1 && brokerCount === 1) return;
      const connections = createClusterConnections(cluster, Date.now);
      try {
        await retryUntil(() => fillNewBrokers(connections), {
          what: 'brokers that were added do not get what the others have',
          signal,
          ...retryTimes,
        });
        if (replicasPerBroker === 1) return;
        for (const group of connections.groups) {
          await retryUntil(() => restoreGroup(connections, group), {
            what: `the replicas of ${group} do not get what they lack`,
            signal,
            ...retryTimes,
          });
        }
      } finally {
        connections.close();
      }
    },
  };
}

async function restoreGroup(connections: ClusterConnections, group: string): Promise<void> {
  const leader = (await connections.view()).get(group)?.get(0);
  const { addresses } = connections.cluster;
  for (const replica of connections.replicasOf(group)) {
    if (addressOf(addresses, replica.name) === leader) continue;
    await restoreTopics(connections, replica);
    await restoreGroups(connections, replica);
    if (connections.cluster.instance.spec.acl) await restoreUsers(connections, replica);
  }
}

async function restoreTopics(connections: ClusterConnections, replica: Replica): Promise<void> {
  const request = { code: requestCodes.getAllTopicConfig };
  const wanted = topicConfigsOf(await connections.askLeader(replica.group, request));
  const there = topicConfigsOf(await connections.askReplica(replica, request));
  for (const config of wanted.values()) {
    if (isSystemTopic(config.name) || isDeepStrictEqual(there.get(config.name), config)) continue;
    await connections.askReplica(replica, topicRequest(config, connections.version.isFive));
  }
}

async function restoreGroups(connections: ClusterConnections, replica: Replica): Promise<void> {
  const request = { code: requestCodes.getAllSubscriptionGroupConfig };
  const wanted = groupConfigsOf(await connections.askLeader(replica.group, request));
  const there = groupConfigsOf(await connections.askReplica(replica, request));
  for (const config of wanted.values()) {
    if (isDeepStrictEqual(there.get(config.name), config)) continue;
    await connections.askReplica(replica, groupRequest(config, connections.version.isFive));
  }
}

async function restoreUsers(connections: ClusterConnections, replica: Replica): Promise<void> {
  const requests = userRequestsOf(connections.version);
  const leader: UserKeeper = {
    read: (request) => connections.askLeader(replica.group, request),
    write: () => Promise.reject(new Error('The leader is only asked.')),
  };
  const own: UserKeeper = {
    read: (request) => connections.askReplica(replica, request),
    write: (request) => connections.askReplica(replica, request),
  };
  const there = new Map((await requests.list(own)).map((user) => [user.accessKey, user]));
  const wanted = await requests.list(leader);
  for (const user of wanted) {
    const known = there.get(user.accessKey);
    if (known === undefined) await requests.create(own, user);
    else if (!isDeepStrictEqual(known, user)) await requests.replace(own, user);
  }
  const names = new Set(wanted.map(({ accessKey }) => accessKey));
  for (const user of there.values()) {
    if (!names.has(user.accessKey)) await requests.delete(own, user);
  }
}
