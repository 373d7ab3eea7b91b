import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type {
  DirectConsumption,
  NewRocketmqMessage,
} from '../../../domain/rocketmq-administration/messages.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';

const topic = Type.String({ minLength: 1, maxLength: 255 });
const ids = Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { minItems: 1, maxItems: 100 });

/** RocketMQ writes properties one after the other, with these two characters between them. */
const propertyValue = Type.String({ pattern: '^[^\\u0001\\u0002]*$' });

const sendValidator = Compile(
  Type.Object({
    topic,
    body: Type.String({ maxLength: 4 * 1024 * 1024 }),
    property_list: Type.Optional(
      Type.Array(
        Type.Object({ name: Type.String({ pattern: '^[^\\u0001\\u0002]+$' }), value: propertyValue }),
        {
          maxItems: 100,
        },
      ),
    ),
  }),
);
const deadLetterValidator = Compile(Type.Object({ topic, msg_id_list: ids }));
const consumeValidator = Compile(
  Type.Object({
    group: Type.String({ minLength: 1 }),
    client_id: Type.String({ minLength: 1 }),
    topic,
    msg_id_list: ids,
  }),
);
const resetValidator = Compile(
  Type.Object({
    topic,
    timestamp: Type.Union([
      Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 }),
      // As Terraform sends it.
      Type.String({ pattern: '^\\d{1,15}$' }),
    ]),
  }),
);

const rules: BodyRules = {
  allowed: {
    topic: 'the name of a topic',
    body: 'a text',
    property_list: 'an array of objects with the strings name and value, without U+0001 and U+0002',
    msg_id_list: 'an array of 1 to 100 ids of messages',
    group: 'the name of a consumer group',
    client_id: 'the id of a consumer of the group',
    timestamp: 'milliseconds since 1970',
  },
  codes: { timestamp: 'DMS.00400142' },
  secret: new Set(),
};

export interface AskedMessage {
  readonly message: NewRocketmqMessage;
  readonly text: string;
}

/** @throws HuaweiError for the first fault */
export function newMessage(given: unknown): AskedMessage {
  const body = checkBody(given, sendValidator, rules);
  const properties = new Map((body.property_list ?? []).map(({ name, value }) => [name, value]));
  return { message: { topic: body.topic, body: Buffer.from(body.body), properties }, text: body.body };
}

/** @throws HuaweiError for the first fault */
export function deadLetters(given: unknown): {
  readonly topic: string;
  readonly messageIds: readonly string[];
} {
  const { topic: name, msg_id_list: messageIds } = checkBody(given, deadLetterValidator, rules);
  return { topic: name, messageIds };
}

/** @throws HuaweiError for the first fault */
export function directConsumption(given: unknown): DirectConsumption {
  const body = checkBody(given, consumeValidator, rules);
  return {
    group: body.group,
    clientId: body.client_id,
    topic: body.topic,
    messageIds: body.msg_id_list,
  };
}

/** @throws HuaweiError for the first fault */
export function offsetReset(given: unknown): { readonly topic: string; readonly timestampMs: number } {
  const { topic: name, timestamp } = checkBody(given, resetValidator, rules);
  return { topic: name, timestampMs: Number(timestamp) };
}
