import type {
  Topic,
  TopicAdministration,
  TopicConfigChanges,
  TopicOrder,
} from '../../../domain/administration/topics.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { DomainErrorKind } from '../../../domain/errors.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import { controllerLink, readMetadata } from './cluster-metadata.ts';
import { NotNowError, errorCodes, requireNone } from './error-codes.ts';
import { untilEverywhere } from './everywhere.ts';
import { readPartitionOffsets } from './partition-offsets.ts';
import { alterTopicConfig, readTopicConfigs } from './topic-configs.ts';
import { addTopicPartitions } from './topic-partitions.ts';
import { brokerApis } from './wire/broker-apis.ts';

/** How long brokers may take to do what the controller was asked. */
const controllerMs = 3000;

const refusals: ReadonlyMap<number, readonly [DomainErrorKind, string]> = new Map([
  [errorCodes.topicExists, ['topic-exists', 'The topic exists already.']],
  [
    errorCodes.invalidTopic,
    ['invalid-topic-name', 'A topic name has 1 to 249 letters, digits, dots, underscores and hyphens.'],
  ],
  [errorCodes.invalidPartitions, ['invalid-partition-count', 'A topic has at least one partition.']],
  [
    errorCodes.invalidReplicationFactor,
    [
      'invalid-replication-factor',
      'A topic has at least one replica and at most as many as brokers are alive.',
    ],
  ],
  [errorCodes.invalidConfig, ['invalid-topic-config', 'The brokers do not take a setting of the topic.']],
  [errorCodes.invalidRequest, ['invalid-topic-config', 'The brokers do not take the topic.']],
  [errorCodes.policyViolation, ['topic-refused', 'The instance does not allow this topic.']],
]);

export function createTopicAdministration(context: AdminContext): TopicAdministration {
  const { metadata } = context;
  const configs = context.snapshot(async () =>
    readTopicConfigs(context, [...(await metadata.get()).topics.keys()]),
  );

  async function find(name: string): Promise<Topic> {
    const topic = (await metadata.get()).topics.get(name);
    if (topic === undefined) throw new DomainError('topic-not-found', `There is no topic ${name}.`);
    return topic;
  }

  async function untilKnown(done: (topics: ReadonlyMap<string, Topic>) => boolean): Promise<void> {
    try {
      await untilEverywhere(context.link, async (link) => done((await readMetadata(link)).topics));
    } finally {
      metadata.invalidate();
      configs.invalidate();
    }
  }

  return {
    list: () => attempt('list topics', async () => [...(await metadata.get()).topics.values()]),

    describe: (name) => attempt('describe a topic', () => find(name)),

    async create(order) {
      requireOrder(order);
      let answerWasLost = false;
      await attempt('create a topic', async () => {
        const link = await controllerLink(context.link);
        const topic = {
          name: order.name,
          numPartitions: order.partitionCount,
          replicationFactor: order.replicationFactor,
          assignments: [],
          configs: [...(order.config ?? [])].map(([name, value]) => ({ name, value })),
        };
        const { topics } = await link
          .call(brokerApis.createTopics, [topic], controllerMs, false)
          .catch((error: unknown) => {
            answerWasLost = true;
            throw error;
          });
        const { errorCode = errorCodes.none, errorMessage = null } = topics[0] ?? {};
        if (errorCode === errorCodes.topicExists && answerWasLost) return;
        // Brokers count who is alive now: one of them may be restarting.
        if (
          errorCode === errorCodes.invalidReplicationFactor &&
          order.replicationFactor <= context.link.brokerIds.length
        ) {
          throw new NotNowError(errorMessage ?? 'some brokers are away');
        }
        requireCreated(errorCode, order.name, errorMessage);
      });
      await untilKnown((topics) => {
        const partitions = topics.get(order.name)?.partitions ?? [];
        return (
          partitions.length === order.partitionCount && partitions.every(({ leaderId }) => leaderId !== null)
        );
      });
    },

    async delete(name) {
      let answerWasLost = false;
      await attempt('delete a topic', async () => {
        const link = await controllerLink(context.link);
        const { responses } = await link
          .call(brokerApis.deleteTopics, [{ name }], controllerMs)
          .catch((error: unknown) => {
            answerWasLost = true;
            throw error;
          });
        const errorCode = responses[0]?.errorCode ?? errorCodes.none;
        if (errorCode === errorCodes.unknownTopicOrPartition) {
          if (answerWasLost) return;
          throw new DomainError('topic-not-found', `There is no topic ${name}.`);
        }
        // The controller goes on with it.
        if (errorCode !== errorCodes.requestTimedOut) requireNone(errorCode, `delete topic ${name}`);
      });
      await untilKnown((topics) => !topics.has(name));
    },

    async addPartitions(name, partitionCount) {
      await attempt('add partitions', async () => {
        await find(name);
        await addTopicPartitions(context, name, partitionCount, controllerMs);
      });
      await untilKnown((topics) => {
        const partitions = topics.get(name)?.partitions ?? [];
        return partitions.length >= partitionCount && partitions.every(({ leaderId }) => leaderId !== null);
      });
    },

    configs: (names) =>
      attempt('read settings of topics', async () => {
        for (const name of names ?? []) await find(name);
        const all = await configs.get();
        return names === undefined ? all : new Map([...all].filter(([name]) => names.includes(name)));
      }),

    async alterConfig(name, changes: TopicConfigChanges) {
      try {
        await attempt('change a topic', async () => {
          await find(name);
          if (changes.size > 0) await alterTopicConfig(context, name, changes);
        });
      } finally {
        configs.invalidate();
      }
    },

    offsets: (name, position) =>
      attempt('read offsets of a topic', async () => {
        await find(name);
        const offsets = await readPartitionOffsets(context, new Map([[name, 'all']]), position);
        return offsets.get(name) ?? new Map<number, bigint>();
      }),
  };
}

/** What the request cannot carry is refused here: numbers beyond its fields, or the -1 that stands for a default. */
function requireOrder({ name, partitionCount, replicationFactor }: TopicOrder): void {
  if (!Number.isInteger(partitionCount) || partitionCount < 1 || partitionCount > 100_000) {
    throw refusal(errorCodes.invalidPartitions, name, null);
  }
  if (!Number.isInteger(replicationFactor) || replicationFactor < 1 || replicationFactor > 1000) {
    throw refusal(errorCodes.invalidReplicationFactor, name, null);
  }
}

function requireCreated(errorCode: number, name: string, message: string | null): void {
  if (errorCode === errorCodes.none || errorCode === errorCodes.requestTimedOut) return;
  if (refusals.has(errorCode)) throw refusal(errorCode, name, message);
  requireNone(errorCode, `create topic ${name}`, message);
}

function refusal(errorCode: number, name: string, message: string | null): DomainError {
  const [kind, text] = refusals.get(errorCode) ?? (['topic-refused', ''] as const);
  return new DomainError(kind, `${name}: ${message ?? text}`);
}
