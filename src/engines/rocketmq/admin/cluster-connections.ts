import { setTimeout as delay } from 'node:timers/promises';
import { administrationLimitMs } from '../../../domain/administration/cluster-administration.ts';
import { DomainError } from '../../../domain/errors.ts';
import { addressOf, groupsOf, nameServersOf, type Replica, replicasOf } from '../cluster-layout.ts';
import { type ClusterView, readClusterView } from '../cluster-view.ts';
import { brokerTarget, nameServerTarget } from '../member-target.ts';
import type { RemotingFrame, RemotingRequest } from '../remoting/frame.ts';
import {
  openRemotingLink,
  type RemotingLink,
  RemotingRefusal,
  type RemotingTarget,
  RemotingUnreachableError,
} from '../remoting/remoting-link.ts';
import type { RocketmqCluster } from '../rocketmq-cluster.ts';
import { rocketmqVersion, type RocketmqVersion } from '../versions.ts';

/** Connections to the members of one running cluster: opened when they are needed, kept, and opened anew where they broke. */
export interface ClusterConnections {
  readonly cluster: RocketmqCluster;
  readonly version: RocketmqVersion;
  /** The names of the broker groups. */
  readonly groups: readonly string[];
  /**
   * Asks the leader of a group, also one that has just become it.
   * @throws RemotingRefusal; DomainError instance-unavailable
   */
  askLeader(group: string, request: RemotingRequest): Promise<RemotingFrame>;
  /** Asks the leader of each group. @throws as askLeader */
  askLeaders(request: RemotingRequest): Promise<ReadonlyMap<string, RemotingFrame>>;
  /** Has every replica of a group do it, the leader first. Replicas that do not answer are left to the next repair. @throws as askLeader */
  askReplicas(group: string, request: RemotingRequest): Promise<void>;
  /** Asks one replica. @throws RemotingRefusal, RemotingUnreachableError */
  askReplica(replica: Replica, request: RemotingRequest): Promise<RemotingFrame>;
  /** Has every name server that answers do it. @throws DomainError instance-unavailable where none does */
  askNameServers(request: RemotingRequest): Promise<readonly RemotingFrame[]>;
  /** Which replicas are registered by now. @throws DomainError instance-unavailable */
  view(): Promise<ClusterView>;
  replicasOf(group: string): readonly Replica[];
  close(): void;
}

/** A hung member must leave time to ask another one. */
const times = { openMs: 1500, requestMs: 3000 } as const;
const viewLastsMs = 1000;
const retryMs = 150;

/** @param open how a connection to a member is opened */
export function createClusterConnections(
  cluster: RocketmqCluster,
  nowMs: () => number,
  open: typeof openRemotingLink = openRemotingLink,
): ClusterConnections {
  const { spec } = cluster.instance;
  const version = rocketmqVersion(cluster.instance.version);
  const replicas = replicasOf(spec);
  const nameServers = nameServersOf(spec, version);
  const links = new Map<string, Promise<RemotingLink>>();
  let known: { readonly view: ClusterView; readonly untilMs: number } | null = null;

  /** Callers of the same moment get the same connection: one that nobody keeps would stay open. */
  function linkTo(name: string, target: () => RemotingTarget): Promise<RemotingLink> {
    const kept = links.get(name);
    const opening = async (): Promise<RemotingLink> => {
      const link = await kept?.catch(() => null);
      return link?.isOpen === true ? link : open(target(), times);
    };
    const link = opening();
    links.set(name, link);
    return link;
  }

  async function askNameServer(name: string, request: RemotingRequest): Promise<RemotingFrame> {
    const link = await linkTo(name, () => nameServerTarget(cluster, name));
    return link.call(request);
  }

  async function askReplica({ name }: Replica, request: RemotingRequest): Promise<RemotingFrame> {
    const link = await linkTo(name, () => brokerTarget(cluster, name));
    return link.call(request);
  }

  async function view(): Promise<ClusterView> {
    if (known !== null && known.untilMs > nowMs()) return known.view;
    let last: unknown;
    for (const { name } of nameServers) {
      try {
        const link = await linkTo(name, () => nameServerTarget(cluster, name));
        const fresh = await readClusterView(link, AbortSignal.timeout(times.requestMs));
        known = { view: fresh, untilMs: nowMs() + viewLastsMs };
        return fresh;
      } catch (error) {
        last = error;
      }
    }
    throw unavailable(last);
  }

  async function leaderOf(group: string): Promise<Replica> {
    const address = (await view()).get(group)?.get(0);
    const leader = replicas.find(({ name }) => addressOf(cluster.addresses, name) === address);
    if (leader === undefined) throw new RemotingUnreachableError(`${group} has no leader at the moment.`);
    return leader;
  }

  async function tellLeader(
    group: string,
    request: RemotingRequest,
  ): Promise<{ readonly leader: Replica; readonly answer: RemotingFrame }> {
    const deadlineMs = nowMs() + administrationLimitMs;
    for (;;) {
      try {
        const leader = await leaderOf(group);
        return { leader, answer: await askReplica(leader, request) };
      } catch (error) {
        if (!(error instanceof RemotingUnreachableError)) throw error;
        if (nowMs() + retryMs > deadlineMs) throw unavailable(error);
        known = null;
        await delay(retryMs);
      }
    }
  }

  async function askLeader(group: string, request: RemotingRequest): Promise<RemotingFrame> {
    return (await tellLeader(group, request)).answer;
  }

  return {
    cluster,
    version,
    groups: groupsOf(spec),
    askLeader,
    askReplica,
    view,

    async askLeaders(request) {
      const answers = await Promise.all(
        groupsOf(spec).map(async (group) => [group, await askLeader(group, request)] as const),
      );
      return new Map(answers);
    },

    async askReplicas(group, request) {
      // Who has been told, and not who leads by now: that may be another one, who was not.
      const { leader } = await tellLeader(group, request);
      const others = replicas.filter((one) => one.group === group && one.name !== leader.name);
      await Promise.all(
        others.map((replica) =>
          askReplica(replica, request).catch((error: unknown) => {
            const forgiven = error instanceof RemotingUnreachableError || error instanceof RemotingRefusal;
            if (!forgiven) throw error;
          }),
        ),
      );
    },

    async askNameServers(request) {
      const outcomes = await Promise.allSettled(nameServers.map(({ name }) => askNameServer(name, request)));
      const answers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      const [first] = outcomes;
      if (answers.length === 0 && first?.status === 'rejected') {
        if (first.reason instanceof RemotingUnreachableError) throw unavailable(first.reason);
        throw first.reason;
      }
      return answers;
    },

    replicasOf: (group) => replicas.filter((one) => one.group === group),

    close() {
      for (const link of links.values()) link.then((opened) => opened.close()).catch(() => undefined);
      links.clear();
    },
  };
}

/** @param cause why nobody answers */
export function unavailable(cause: unknown): DomainError {
  const why = cause instanceof Error ? ` ${cause.message}` : '';
  const error = new DomainError('instance-unavailable', `The brokers do not answer.${why}`);
  error.cause = cause;
  return error;
}
