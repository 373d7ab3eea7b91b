import { DomainError } from '../../../domain/errors.ts';
import type {
  RocketmqQueue,
  RocketmqTopic,
  RocketmqTopicAdministration,
  TopicOnBroker,
} from '../../../domain/rocketmq-administration/topics.ts';
import { retryTimes, retryUntil } from '../../retry-until.ts';
import { bigintOf, bodyOf, entriesOf, listOf, numberOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes, responseCodes } from '../remoting/codes.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import { type ClusterConnections, unavailable } from './cluster-connections.ts';
import { isOwnersGroup, isOwnersTopic } from './owner-names.ts';
import { type TopicConfig, topicConfigsOf, topicRequest } from './topic-configs.ts';

/** Within which the name servers know a new topic: brokers tell them at once, unless one is just being started. */
const routeWithinMs = 4000;

export function createTopicAdministration(connections: ClusterConnections): RocketmqTopicAdministration {
  const { version } = connections;

  /** By topic, then by group. */
  async function all(): Promise<ReadonlyMap<string, ReadonlyMap<string, TopicConfig>>> {
    const { spec } = connections.cluster.instance;
    const answers = await connections.askLeaders({ code: requestCodes.getAllTopicConfig });
    const topics = new Map<string, Map<string, TopicConfig>>();
    for (const [group, answer] of answers) {
      for (const config of topicConfigsOf(answer).values()) {
        if (!isOwnersTopic(config.name, spec)) continue;
        const onGroups = topics.get(config.name) ?? new Map<string, TopicConfig>();
        topics.set(config.name, onGroups.set(group, config));
      }
    }
    return topics;
  }

  async function find(name: string): Promise<ReadonlyMap<string, TopicConfig>> {
    const found = (await all()).get(name);
    if (found === undefined) throw new DomainError('topic-not-found', `There is no topic ${name}.`);
    return found;
  }

  function shown(name: string, onGroups: ReadonlyMap<string, TopicConfig>): RocketmqTopic {
    const [first] = onGroups.values();
    return {
      name,
      permission: first?.permission ?? 'all',
      messageType: version.isFive ? (first?.messageType ?? null) : null,
      brokers: [...onGroups]
        .toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
        .map(([brokerName, { readQueues, writeQueues }]) => ({ brokerName, readQueues, writeQueues })),
    };
  }

  async function put(config: TopicConfig, group: string): Promise<void> {
    try {
      await connections.askReplicas(group, topicRequest(config, version.isFive));
    } catch (error) {
      if (!(error instanceof RemotingRefusal)) throw error;
      throw new DomainError('topic-refused', `The topic ${config.name} is refused: ${error.message}`);
    }
  }

  function requireBrokers(brokers: readonly TopicOnBroker[]): void {
    for (const { brokerName, readQueues, writeQueues } of brokers) {
      if (!connections.groups.includes(brokerName)) {
        throw new DomainError(
          'invalid-parameter',
          `There is no broker ${brokerName}; there are: ${connections.groups.join(', ')}.`,
          'brokers',
        );
      }
      for (const queues of [readQueues, writeQueues]) {
        if (!Number.isInteger(queues) || queues < 1) {
          throw new DomainError(
            'invalid-partition-count',
            `A topic cannot have ${queues} queues on a broker.`,
          );
        }
      }
    }
  }

  return {
    async list() {
      return [...(await all())]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, onGroups]) => shown(name, onGroups));
    },

    async describe(name) {
      return shown(name, await find(name));
    },

    async create({ name, permission, messageType, brokers }) {
      if (!/^[\w%|-]{1,127}$/.test(name) || !isOwnersTopic(name, connections.cluster.instance.spec)) {
        throw new DomainError('invalid-topic-name', `A topic cannot be called ${name}.`);
      }
      requireBrokers(brokers);
      if (brokers.length === 0) {
        throw new DomainError('invalid-parameter', 'A topic needs at least one broker.', 'brokers');
      }
      if ((await all()).has(name)) throw new DomainError('topic-exists', `There is a topic ${name} already.`);
      await Promise.all(
        brokers.map(({ brokerName, readQueues, writeQueues }) =>
          put({ name, readQueues, writeQueues, permission, messageType }, brokerName),
        ),
      );
      await awaitRoute(connections, name, brokers.length);
    },

    async update(name, { permission, brokers = [] }) {
      const before = await find(name);
      requireBrokers(brokers);
      const [first] = before.values();
      const wanted = new Map(before);
      for (const { brokerName, readQueues, writeQueues } of brokers) {
        wanted.set(brokerName, {
          name,
          readQueues,
          writeQueues,
          permission: first?.permission ?? 'all',
          messageType: first?.messageType ?? 'normal',
        });
      }
      await Promise.all(
        [...wanted].map(([group, config]) =>
          put({ ...config, permission: permission ?? config.permission }, group),
        ),
      );
    },

    async delete(name) {
      const groups = [...(await find(name)).keys()];
      await Promise.all(
        groups.map((group) =>
          connections.askReplicas(group, { code: requestCodes.deleteTopicInBroker, fields: { topic: name } }),
        ),
      );
      await connections.askNameServers({
        code: requestCodes.deleteTopicInNameServer,
        fields: { topic: name },
      });
    },

    async queues(name) {
      const onGroups = await find(name);
      const ofGroups = await Promise.all(
        [...onGroups.keys()].map((group) => queuesOnBroker(connections, group, name)),
      );
      return ofGroups.flat();
    },

    async groupsOf(name) {
      const onGroups = await find(name);
      const answers = await Promise.all(
        [...onGroups.keys()].map((group) =>
          connections.askLeader(group, {
            code: requestCodes.queryTopicConsumeByWho,
            fields: { topic: name },
          }),
        ),
      );
      const names = answers.flatMap((answer) => listOf(bodyOf(answer)['groupList']).map(textOf));
      return [...new Set(names)].filter(isOwnersGroup).toSorted();
    },
  };
}

async function queuesOnBroker(
  connections: ClusterConnections,
  group: string,
  topic: string,
): Promise<readonly RocketmqQueue[]> {
  const answer = await connections.askLeader(group, { code: requestCodes.getTopicStats, fields: { topic } });
  return entriesOf(bodyOf(answer)['offsetTable'])
    .map(([queue, stand]) => {
      const lastMs = numberOf(stand['lastUpdateTimestamp']);
      return {
        brokerName: group,
        queueId: numberOf(queue['queueId']),
        minOffset: bigintOf(stand['minOffset']),
        maxOffset: bigintOf(stand['maxOffset']),
        lastMessageAtMs: lastMs > 0 ? lastMs : null,
      };
    })
    .toSorted((one, other) => one.queueId - other.queueId);
}

/** Clients ask name servers, who hear of a topic from the brokers. One that is away learns of it when it is back. */
async function awaitRoute(
  connections: ClusterConnections,
  topic: string,
  brokerCount: number,
): Promise<void> {
  const told = retryUntil(
    async () => {
      const answers = await connections.askNameServers({
        code: requestCodes.getRouteInfoByTopic,
        fields: { topic },
      });
      for (const answer of answers) {
        const known = listOf(bodyOf(answer)['queueDatas']).length;
        if (known < brokerCount) throw new Error(`A name server knows ${known} brokers of it.`);
      }
    },
    {
      what: `the name servers do not know the topic ${topic}`,
      signal: AbortSignal.timeout(routeWithinMs),
      ...retryTimes,
    },
  );
  await told.catch((error: unknown) => {
    throw unavailable(error);
  });
}

/** Whether a refusal says that there is no such topic. */
export function saysNoTopic(error: unknown): boolean {
  return error instanceof RemotingRefusal && error.code === responseCodes.topicNotExist;
}
