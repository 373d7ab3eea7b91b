import { DomainError } from '../../../domain/errors.ts';
import type {
  RocketmqGroup,
  RocketmqGroupAdministration,
  RocketmqGroupOrder,
} from '../../../domain/rocketmq-administration/groups.ts';
import { requestCodes } from '../remoting/codes.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { readConnection } from './group-connection.ts';
import { type GroupConfig, groupConfigsOf, groupRequest } from './group-configs.ts';
import { readProgress, resetGroupOffsets } from './group-offsets.ts';
import { isOwnersGroup, retryPrefix } from './owner-names.ts';

export function createGroupAdministration(connections: ClusterConnections): RocketmqGroupAdministration {
  const { version } = connections;

  /** By group, then by broker group. */
  async function all(): Promise<ReadonlyMap<string, ReadonlyMap<string, GroupConfig>>> {
    const answers = await connections.askLeaders({ code: requestCodes.getAllSubscriptionGroupConfig });
    const groups = new Map<string, Map<string, GroupConfig>>();
    for (const [broker, answer] of answers) {
      for (const config of groupConfigsOf(answer).values()) {
        if (!isOwnersGroup(config.name)) continue;
        const onBrokers = groups.get(config.name) ?? new Map<string, GroupConfig>();
        groups.set(config.name, onBrokers.set(broker, config));
      }
    }
    return groups;
  }

  async function find(name: string): Promise<ReadonlyMap<string, GroupConfig>> {
    const found = (await all()).get(name);
    if (found === undefined) throw new DomainError('group-not-found', `There is no consumer group ${name}.`);
    return found;
  }

  async function shown(name: string, onBrokers: ReadonlyMap<string, GroupConfig>): Promise<RocketmqGroup> {
    const [config] = onBrokers.values();
    if (config === undefined) throw new DomainError('group-not-found', `There is no consumer group ${name}.`);
    const brokers = [...onBrokers.keys()];
    return { ...config, brokers, online: (await readConnection(connections, name, brokers)) !== null };
  }

  async function put(config: GroupConfig, brokers: readonly string[]): Promise<void> {
    if (config.orderly && !version.isFive) {
      throw new DomainError(
        'invalid-parameter',
        'RocketMQ 4.8.0 has no consumer groups that are ordered by the broker: its clients ask for order themselves.',
        'orderly',
      );
    }
    const unknown = brokers.find((broker) => !connections.groups.includes(broker));
    if (unknown !== undefined) {
      throw new DomainError(
        'invalid-parameter',
        `There is no broker ${unknown}; there are: ${connections.groups.join(', ')}.`,
        'brokers',
      );
    }
    try {
      const request = groupRequest(config, version.isFive);
      await Promise.all(brokers.map((broker) => connections.askReplicas(broker, request)));
    } catch (error) {
      if (!(error instanceof RemotingRefusal)) throw error;
      throw new DomainError('invalid-parameter', `The group ${config.name} is refused: ${error.message}`);
    }
  }

  return {
    async list() {
      const groups = [...(await all())].toSorted(([one], [other]) => (one < other ? -1 : 1));
      return Promise.all(groups.map(([name, onBrokers]) => shown(name, onBrokers)));
    },

    async describe(name) {
      return shown(name, await find(name));
    },

    async create({ brokers, ...config }: RocketmqGroupOrder) {
      if (!/^[\w%|-]{1,120}$/.test(config.name) || !isOwnersGroup(config.name)) {
        throw new DomainError('invalid-parameter', `A group cannot be called ${config.name}.`, 'name');
      }
      if ((await all()).has(config.name)) {
        throw new DomainError('group-exists', `There is a consumer group ${config.name} already.`);
      }
      await put(config, brokers ?? connections.groups);
    },

    async update(name, { brokers, ...changes }) {
      const before = await find(name);
      const [config] = before.values();
      if (config === undefined) return;
      await put({ ...config, ...changes }, [...new Set([...before.keys(), ...(brokers ?? [])])]);
    },

    async delete(name) {
      const onBrokers = [...(await find(name)).keys()];
      const ofGroup = (code: number, fields: Readonly<Record<string, string | boolean>>) =>
        Promise.all(onBrokers.map((broker) => connections.askReplicas(broker, { code, fields })));
      await ofGroup(requestCodes.deleteSubscriptionGroup, { groupName: name, cleanOffset: true });
      // What its consumers had made; what was given up by them stays to be looked at.
      await ofGroup(requestCodes.deleteTopicInBroker, { topic: `${retryPrefix}${name}` });
    },

    async connection(name) {
      return readConnection(connections, name, [...(await find(name)).keys()]);
    },

    async topicsOf(name) {
      await find(name);
      const topics = (await readProgress(connections, name)).map(({ topic }) => topic);
      return [...new Set(topics)].toSorted();
    },

    async progress(name, topic) {
      await find(name);
      return readProgress(connections, name, topic);
    },

    async resetOffsets(name, topic, timestampMs) {
      await find(name);
      return resetGroupOffsets(connections, name, topic, timestampMs);
    },
  };
}
