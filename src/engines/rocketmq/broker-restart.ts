import type { RestartRule } from '../engine.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import { addressOf, nameServersOf, type Replica, replicasOf } from './cluster-layout.ts';
import { type ClusterView, readClusterView } from './cluster-view.ts';
import { brokerTarget, nameServerTarget } from './member-target.ts';
import { bodyOf, fieldsOf, numberOf } from './remoting/answer-fields.ts';
import { requestCodes } from './remoting/codes.ts';
import { askOnce, withLink } from './remoting/one-request.ts';
import type { RocketmqCluster } from './rocketmq-cluster.ts';
import { rocketmqVersion } from './versions.ts';

/** A replica that is no further behind has caught up: messages go on coming while it is asked. */
const caughtUpWithinBytes = 1024 * 1024;

/** A replica is restarted once the others of its group hold what it holds, the leaders last. */
export function brokerRestart(cluster: RocketmqCluster): RestartRule {
  const { instance, addresses } = cluster;
  const { spec } = instance;
  const replicas = replicasOf(spec);

  function replicaOf(memberName: string): Replica {
    const replica = replicas.find(({ name }) => name === memberName);
    if (replica === undefined) throw new Error(`${memberName} is not a broker of this cluster.`);
    return replica;
  }

  /** As the first name server that answers knows it. */
  async function view(signal: AbortSignal): Promise<ClusterView> {
    let failure: unknown;
    for (const { name } of nameServersOf(spec, rocketmqVersion(instance.version))) {
      try {
        return await withLink(nameServerTarget(cluster, name), signal, (link) =>
          readClusterView(link, signal),
        );
      } catch (error) {
        signal.throwIfAborted();
        failure = error;
      }
    }
    throw failure;
  }

  /** Up to where a replica has its group's messages. */
  async function storedBytes({ name }: Replica, signal: AbortSignal): Promise<number> {
    const answer = await askOnce(
      brokerTarget(cluster, name),
      { code: requestCodes.getBrokerRuntimeInfo },
      signal,
    );
    return numberOf(fieldsOf(bodyOf(answer)['table'])['commitLogMaxOffset']);
  }

  return {
    // What it was started with stands in its record.
    isOutdated: () => Promise.resolve(false),

    async foresee(memberNames, signal) {
      const pauses =
        spec.replicasPerBroker > 1
          ? null
          : 'Each broker has one replica: what it holds cannot be reached while it restarts.';
      const known = await view(signal).catch(() => {
        signal.throwIfAborted();
        return new Map<string, ReadonlyMap<number, string>>();
      });
      const leads = (memberName: string) =>
        known.get(replicaOf(memberName).group)?.get(0) === addressOf(addresses, memberName);
      return {
        order: memberNames.toSorted((one, other) => Number(leads(one)) - Number(leads(other))),
        pauses,
      };
    },

    async awaitDispensable(memberName, signal) {
      const { group } = replicaOf(memberName);
      const others = replicas.filter((one) => one.group === group && one.name !== memberName);
      if (others.length === 0) return;
      await retryUntil(
        async (attempt) => {
          const registered = (await view(attempt)).get(group) ?? new Map<number, string>();
          const leader = registered.get(0);
          if (leader === undefined) throw new Error(`${group} has no leader.`);
          const there = new Set(registered.values());
          const ends = await Promise.all(
            replicas
              .filter((one) => one.group === group && addressOf(addresses, one.name) !== leader)
              .filter(({ name }) => name !== memberName)
              .map(async (one) => {
                if (!there.has(addressOf(addresses, one.name))) throw new Error(`${one.name} is not there.`);
                return { one, bytes: await storedBytes(one, attempt) };
              }),
          );
          const leading = replicas.find(({ name }) => addressOf(addresses, name) === leader);
          // A leader that hangs may be what is restarted for.
          if (leading === undefined || leading.name === memberName) return;
          const end = await storedBytes(leading, attempt);
          const late = ends.find(({ bytes }) => end - bytes > caughtUpWithinBytes);
          if (late !== undefined) throw new Error(`${late.one.name} has not caught up yet.`);
        },
        { what: `${memberName} cannot be restarted yet`, signal, ...retryTimes },
      );
    },
  };
}
