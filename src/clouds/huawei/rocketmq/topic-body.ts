import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type {
  RocketmqMessageType,
  RocketmqTopicChanges,
  RocketmqTopicOrder,
  TopicOnBroker,
  TopicPermission,
} from '../../../domain/rocketmq-administration/topics.ts';
import { badParameter } from '../errors.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';

const permissions = { all: 'all', pub: 'publish', sub: 'subscribe' } as const satisfies Record<
  string,
  TopicPermission
>;
const messageTypes = {
  NORMAL: 'normal',
  FIFO: 'fifo',
  DELAY: 'delay',
  TRANSACTION: 'transaction',
} as const satisfies Record<string, RocketmqMessageType>;

const wordOf = <Value>(words: Readonly<Record<string, Value>>, value: Value) =>
  Object.entries(words).find(([, known]) => known === value)?.[0];

/** A permission in the cloud's words; it has none for a topic that is closed. */
export const permissionWord = (permission: TopicPermission) => wordOf(permissions, permission) ?? '';
export const messageTypeWord = (type: RocketmqMessageType | null) =>
  (type === null ? undefined : wordOf<RocketmqMessageType>(messageTypes, type)) ?? 'NORMAL';
export const messageTypeOf = (word: string): RocketmqMessageType =>
  word === 'FIFO' || word === 'DELAY' || word === 'TRANSACTION' ? messageTypes[word] : 'normal';

const queues = { minimum: 1, maximum: 50 };
const anyPermission = Type.Optional(Type.Enum(['all', 'pub', 'sub']));

const createValidator = Compile(
  Type.Object({
    name: Type.String({ pattern: '^[%|A-Za-z][%|A-Za-z0-9_-]{2,63}$' }),
    brokers: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
    queue_num: Type.Optional(Type.Integer(queues)),
    queues: Type.Optional(
      Type.Array(Type.Object({ broker: Type.String(), queue_num: Type.Optional(Type.Integer(queues)) }), {
        maxItems: 100,
      }),
    ),
    permission: anyPermission,
    // Terraform sends an empty one where none is said.
    message_type: Type.Optional(Type.Enum(['', 'NORMAL', 'FIFO', 'DELAY', 'TRANSACTION'])),
  }),
);

const updateValidator = Compile(
  Type.Object({
    read_queue_num: Type.Optional(Type.Integer(queues)),
    write_queue_num: Type.Optional(Type.Integer(queues)),
    permission: anyPermission,
    queues: Type.Optional(
      Type.Array(
        Type.Object({
          broker: Type.String(),
          read_queue_num: Type.Optional(Type.Integer(queues)),
          write_queue_num: Type.Optional(Type.Integer(queues)),
        }),
        { maxItems: 100 },
      ),
    ),
    topic_desc: Type.Optional(Type.String({ maxLength: 200 })),
  }),
);

const rules: BodyRules = {
  allowed: {
    name: '3 to 64 letters, digits, underscores, hyphens, % and |, of which a digit, _ or - is not the first',
    brokers: 'an array of names of brokers',
    queue_num: 'a whole number from 1 to 50',
    queues: 'an array of objects with the name of a broker and whole numbers of queues from 1 to 50',
    permission: 'all, pub or sub',
    message_type: 'NORMAL, FIFO, DELAY or TRANSACTION',
    read_queue_num: 'a whole number from 1 to 50',
    write_queue_num: 'a whole number from 1 to 50',
    topic_desc: 'at most 200 characters',
  },
  codes: {},
  secret: new Set(),
};

/** As the cloud makes them where nothing is said. */
const usualQueues = 8;

/**
 * @param brokerNames of the instance; a topic is on all of them where the body names none
 * @throws HuaweiError for the first fault
 */
export function newTopic(given: unknown, brokerNames: readonly string[]): RocketmqTopicOrder {
  const body = checkBody(given, createValidator, rules);
  const usual = body.queue_num ?? usualQueues;
  const named = body.brokers === undefined || body.brokers.length === 0 ? brokerNames : body.brokers;
  const asked =
    body.queues === undefined || body.queues.length === 0
      ? named.map((broker) => ({ broker, queue_num: usual }))
      : body.queues;
  return {
    name: body.name,
    permission: permissions[body.permission ?? 'all'],
    messageType: messageTypeOf(body.message_type ?? ''),
    brokers: asked.map(({ broker, queue_num: count = usual }) => {
      requireBroker(broker, brokerNames);
      return { brokerName: broker, readQueues: count, writeQueues: count };
    }),
  };
}

export interface TopicUpdate {
  readonly changes: RocketmqTopicChanges;
  readonly description: string | null;
}

/**
 * @param present where the topic is, and with how many queues
 * @throws HuaweiError for the first fault
 */
export function topicUpdate(
  given: unknown,
  present: readonly TopicOnBroker[],
  brokerNames: readonly string[],
): TopicUpdate {
  const body = checkBody(given, updateValidator, rules);
  const { read_queue_num: read, write_queue_num: write } = body;
  const changed = new Map<string, TopicOnBroker>();
  if (read !== undefined || write !== undefined) {
    for (const one of present) {
      changed.set(one.brokerName, {
        brokerName: one.brokerName,
        readQueues: read ?? one.readQueues,
        writeQueues: write ?? one.writeQueues,
      });
    }
  }
  for (const { broker, read_queue_num: ownRead, write_queue_num: ownWrite } of body.queues ?? []) {
    requireBroker(broker, brokerNames);
    const before = changed.get(broker) ?? present.find(({ brokerName }) => brokerName === broker);
    changed.set(broker, {
      brokerName: broker,
      readQueues: ownRead ?? before?.readQueues ?? usualQueues,
      writeQueues: ownWrite ?? before?.writeQueues ?? usualQueues,
    });
  }
  return {
    changes: {
      ...(body.permission === undefined ? {} : { permission: permissions[body.permission] }),
      ...(changed.size === 0 ? {} : { brokers: [...changed.values()] }),
    },
    description: body.topic_desc ?? null,
  };
}

export function requireBroker(name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw badParameter('DMS.00400062', 'brokers', name, known.join(', '));
}
