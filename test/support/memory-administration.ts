import type { AclFilter, AclRule } from '../../src/domain/administration/acls.ts';
import type { Activity } from '../../src/domain/administration/activity.ts';
import type { ClusterAdministration } from '../../src/domain/administration/cluster-administration.ts';
import type { Group, GroupOffset } from '../../src/domain/administration/groups.ts';
import type { Message } from '../../src/domain/administration/messages.ts';
import type { Quota } from '../../src/domain/administration/quotas.ts';
import type { TopicOrder, TopicPartition } from '../../src/domain/administration/topics.ts';
import { DomainError } from '../../src/domain/errors.ts';

/** What a test may put into the cluster behind the services' backs. */
export interface MemoryAdministration extends ClusterAdministration {
  readonly groupRows: Map<string, Group>;
  readonly offsetRows: Map<string, readonly GroupOffset[]>;
  /** By topic and partition, such as `topic-0`; offsets begin with 0. */
  readonly messageRows: Map<string, readonly Message[]>;
  readonly activityRows: { writers: Activity['writers']; flows: Activity['flows'] };
}

const partition = (number: number, replicas: number): TopicPartition => {
  const ids = Array.from({ length: replicas }, (_, index) => ((number + index) % 3) + 1);
  return { number, leaderId: ids[0] ?? null, replicaIds: ids, inSyncReplicaIds: ids };
};

const fits = (rule: AclRule, filter: AclFilter) =>
  (Object.entries(filter) as [keyof AclRule, string][]).every(([key, value]) => rule[key] === value);

/**
 * The domain's view into a cluster of three brokers as plain maps, for unit tests of what stands above it: words and rules of
 * clouds. What brokers do is proven with brokers only.
 */
export function createMemoryAdministration(): MemoryAdministration {
  const topics = new Map<string, { partitions: TopicPartition[]; config: Map<string, string> }>();
  const groupRows = new Map<string, Group>();
  const offsetRows = new Map<string, readonly GroupOffset[]>();
  const messageRows = new Map<string, readonly Message[]>();
  const activityRows: MemoryAdministration['activityRows'] = { writers: [], flows: [] };
  let rules: readonly AclRule[] = [];
  const quotas = new Map<string, Quota>();

  const topicOf = (name: string) =>
    topics.get(name) ?? refuse('topic-not-found', `There is no topic ${name}.`);
  const groupOf = (id: string) => groupRows.get(id) ?? refuse('group-not-found', `There is no group ${id}.`);
  const view = (name: string) => ({ name, isInternal: false, partitions: topicOf(name).partitions });

  return {
    groupRows,
    offsetRows,
    messageRows,
    topics: {
      list: async () => [...topics.keys()].toSorted().map(view),
      describe: async (name) => view(name),
      async create({ name, partitionCount, replicationFactor, config }: TopicOrder) {
        if (topics.has(name)) refuse('topic-exists', `There is a topic ${name}.`);
        if (replicationFactor > 3) refuse('invalid-replication-factor', 'There are three brokers.');
        const partitions = Array.from({ length: partitionCount }, (_, n) => partition(n, replicationFactor));
        topics.set(name, { partitions, config: new Map(config) });
      },
      async delete(name) {
        topicOf(name);
        topics.delete(name);
      },
      async addPartitions(name, count) {
        const { partitions } = topicOf(name);
        if (count <= partitions.length) refuse('invalid-partition-count', `There are ${partitions.length}.`);
        while (partitions.length < count) partitions.push(partition(partitions.length, 3));
      },
      async configs(names) {
        const rows = [...topics].filter(([name]) => names === undefined || names.includes(name));
        return new Map(rows.map(([name, { config }]) => [name, config]));
      },
      async alterConfig(name, changes) {
        const { config } = topicOf(name);
        for (const [key, value] of changes) {
          if (value === null) config.delete(key);
          else config.set(key, value);
        }
      },
      offsets: async (name, position) =>
        new Map(topicOf(name).partitions.map(({ number }) => [number, position === 'earliest' ? 0n : 10n])),
    },
    groups: {
      list: async () => [...groupRows.values()],
      describe: async (id) => groupOf(id),
      async offsets(id) {
        groupOf(id);
        return offsetRows.get(id) ?? [];
      },
      async rebalances(id) {
        groupOf(id);
        return [{ generation: 2, endedAtMs: 20 }];
      },
      async resetOffsets(id, { topic, partitions, position }) {
        if ((groupRows.get(id)?.members.length ?? 0) > 0) refuse('group-not-empty', `${id} has members.`);
        const committedOffset =
          position === 'earliest'
            ? 0n
            : typeof position === 'object' && 'offset' in position
              ? position.offset
              : 10n;
        const wanted = partitions ?? topicOf(topic).partitions.map(({ number }) => number);
        const kept = (offsetRows.get(id) ?? []).filter(
          (row) => row.topic !== topic || !wanted.includes(row.partition),
        );
        const made = wanted.map((number) => ({
          topic,
          partition: number,
          committedOffset,
          endOffset: 10n,
          lag: 10n - committedOffset,
          metadata: '',
        }));
        offsetRows.set(id, [...kept, ...made]);
        if (!groupRows.has(id)) groupRows.set(id, emptyGroup(id));
        return made;
      },
      async deleteOffsets(id, topic) {
        groupOf(id);
        offsetRows.set(
          id,
          (offsetRows.get(id) ?? []).filter((row) => row.topic !== topic),
        );
      },
      async delete(id) {
        if (groupOf(id).members.length > 0) refuse('group-not-empty', `${id} has members.`);
        groupRows.delete(id);
      },
    },
    messages: {
      async read(topic, number, fromOffset, count) {
        topicOf(topic);
        const all = messageRows.get(`${topic}-${number}`) ?? [];
        if (fromOffset < 0n || fromOffset > BigInt(all.length))
          refuse('invalid-offset', 'There is no such offset.');
        return all.slice(Number(fromOffset)).slice(0, count);
      },
    },
    users: {
      list: async () => [],
      create: async () => {},
      changePassword: async () => {},
      delete: async () => {},
    },
    acls: {
      list: async (filter = {}) => rules.filter((rule) => fits(rule, filter)),
      async create(made) {
        rules = [...rules.filter((rule) => !made.some((one) => fits(rule, one))), ...made];
      },
      async delete(filter) {
        const before = rules.length;
        rules = rules.filter((rule) => !fits(rule, filter));
        return before - rules.length;
      },
    },
    quotas: {
      list: async () => [...quotas.values()],
      async set(client, limits) {
        const key = JSON.stringify(client);
        quotas.set(key, { client, limits: { ...quotas.get(key)?.limits, ...limits } });
      },
      remove: async (client) => void quotas.delete(JSON.stringify(client)),
    },
    cluster: {
      describe: async () => ({
        brokers: [1, 2, 3].map((id) => ({ id, address: `127.90.0.${id}`, port: 9091, zone: 'a' })),
        controllerId: 1,
        underReplicated: [],
      }),
    },
    logDirectories: { usage: async () => [] },
    activityRows,
    activity: { read: async () => activityRows },
  };
}

export function emptyGroup(id: string): Group {
  return { id, state: 'empty', protocolType: '', assignor: '', coordinatorId: 1, members: [] };
}

function refuse(kind: ConstructorParameters<typeof DomainError>[0], message: string): never {
  throw new DomainError(kind, message);
}
