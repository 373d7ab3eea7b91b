import { requestCodes } from '../remoting/codes.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { groupConfigsOf, groupRequest } from './group-configs.ts';
import { isOwnersGroup } from './owner-names.ts';
import { groupKeeper, userRequestsOf } from './users.ts';

/**
 * Gives brokers that were added what all others have of the owner: users and consumer groups, without which a broker refuses those who
 * log in and who read. Topics stay where the owner has made them.
 */
export async function fillNewBrokers(connections: ClusterConnections): Promise<void> {
  if (connections.groups.length === 1) return;
  if (connections.cluster.instance.spec.acl) await addUsers(connections);
  await addGroups(connections);
}

/** Those of the first broker, which is never a new one. */
async function addUsers(connections: ClusterConnections): Promise<void> {
  const requests = userRequestsOf(connections.version);
  const [first = '', ...others] = connections.groups;
  const wanted = await requests.list(groupKeeper(connections, first));
  for (const broker of others) {
    const keeper = groupKeeper(connections, broker);
    const there = new Set((await requests.list(keeper)).map(({ accessKey }) => accessKey));
    for (const user of wanted) {
      if (!there.has(user.accessKey)) await requests.create(keeper, user);
    }
  }
}

/** A broker without any consumer group counts as new: one group can be on some of the brokers only. */
async function addGroups(connections: ClusterConnections): Promise<void> {
  const answers = await connections.askLeaders({ code: requestCodes.getAllSubscriptionGroupConfig });
  const brokers = [...answers].map(([name, answer]) => ({
    name,
    groups: new Map([...groupConfigsOf(answer)].filter(([group]) => isOwnersGroup(group))),
  }));
  const older = brokers.filter(({ groups }) => groups.size > 0);
  const onAll = [...(older[0]?.groups.values() ?? [])].filter(({ name }) =>
    older.every(({ groups }) => groups.has(name)),
  );
  for (const { name } of brokers.filter(({ groups }) => groups.size === 0)) {
    for (const group of onAll) {
      await connections.askReplicas(name, groupRequest(group, connections.version.isFive));
    }
  }
}
