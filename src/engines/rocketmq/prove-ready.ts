import type { ActionStep } from '../engine.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import { addressOf, groupsOf, nameServersOf, replicasOf } from './cluster-layout.ts';
import { readClusterView, readRoute } from './cluster-view.ts';
import { brokerTarget, nameServerTarget } from './member-target.ts';
import { withLink } from './remoting/one-request.ts';
import { sendRequest } from './remoting/send-request.ts';
import type { RocketmqCluster } from './rocketmq-cluster.ts';
import { rocketmqVersion } from './versions.ts';

/** A topic that every broker makes for itself, that takes messages, and that nobody else uses. */
export const proofTopic = 'BenchmarkTest';

/**
 * Every broker group has a leader that acknowledges a message, every replica is there, and every name server sends clients to the
 * leaders.
 */
export function proveReady(cluster: RocketmqCluster): ActionStep {
  const { instance, addresses } = cluster;
  const { spec } = instance;
  const version = rocketmqVersion(instance.version);
  return {
    kind: 'action',
    name: 'proveReady',
    async run(signal) {
      const nameServers = nameServersOf(spec, version);
      for (const { name } of nameServers) {
        await retryUntil(
          (attempt) =>
            withLink(nameServerTarget(cluster, name), attempt, async (link) => {
              const view = await readClusterView(link, attempt);
              const route = await readRoute(link, proofTopic, attempt);
              for (const group of groupsOf(spec)) {
                requireLeader(view.get(group), `${name} knows no leader of ${group} yet.`);
                requireLeader(route.get(group), `${name} sends nobody to ${group} yet.`);
                const known = new Set(view.get(group)?.values());
                const missing = replicasOf(spec).filter(
                  (replica) => replica.group === group && !known.has(addressOf(addresses, replica.name)),
                );
                if (missing.length > 0) {
                  throw new Error(`${name} does not know ${missing.map((one) => one.name).join(', ')} yet.`);
                }
              }
            }),
          { what: `${name} does not know all brokers`, signal, ...retryTimes },
        );
      }
      const [first] = nameServers;
      if (first === undefined) throw new Error('The instance has no name servers.');
      for (const group of groupsOf(spec)) {
        await retryUntil(
          async (attempt) => {
            // The leader may have changed since.
            const leader = await withLink(nameServerTarget(cluster, first.name), attempt, async (link) =>
              (await readClusterView(link, attempt)).get(group)?.get(0),
            );
            const member = replicasOf(spec).find(({ name }) => addresses.get(name) === leader);
            if (member === undefined) throw new Error(`${first.name} knows no leader of ${group}.`);
            await withLink(brokerTarget(cluster, member.name), attempt, (link) =>
              link.call(sendRequest({ topic: proofTopic, queueId: 0, body: Buffer.from('ready?') }), attempt),
            );
          },
          { what: `${group} acknowledges no message`, signal, ...retryTimes },
        );
      }
    },
  };
}

function requireLeader(replicas: ReadonlyMap<number, string> | undefined, message: string): void {
  if (replicas?.has(0) !== true) throw new Error(message);
}
