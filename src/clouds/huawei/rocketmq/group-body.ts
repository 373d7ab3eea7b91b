import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { RocketmqGroupOrder } from '../../../domain/rocketmq-administration/groups.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';
import { requireBroker } from './topic-body.ts';

const settings = {
  enabled: Type.Optional(Type.Boolean()),
  broadcast: Type.Optional(Type.Boolean()),
  consume_orderly: Type.Optional(Type.Boolean()),
  retry_max_time: Type.Optional(Type.Integer({ minimum: 1, maximum: 16 })),
  group_desc: Type.Optional(Type.String({ maxLength: 200 })),
};
const brokers = Type.Optional(Type.Array(Type.String(), { maxItems: 100 }));

const createValidator = Compile(
  Type.Object({ name: Type.String({ pattern: '^[%|A-Za-z0-9_-]{3,64}$' }), brokers, ...settings }),
);
const updateValidator = Compile(Type.Object({ brokers, ...settings }));
const batchValidator = Compile(
  Type.Object({
    groups: Type.Array(Type.Object({ name: Type.String(), ...settings }), { minItems: 1, maxItems: 100 }),
  }),
);

const rules: BodyRules = {
  allowed: {
    name: '3 to 64 letters, digits, underscores, hyphens, % and |',
    brokers: 'an array of names of brokers',
    enabled: 'true or false',
    broadcast: 'true or false',
    consume_orderly: 'true or false',
    retry_max_time: 'a whole number from 1 to 16',
    group_desc: 'at most 200 characters',
    groups: 'an array of 1 to 100 objects with a name and what changes',
  },
  codes: {},
  secret: new Set(),
};

type Settings = {
  readonly [Name in keyof typeof settings]?: Type.Static<(typeof settings)[Name]> | undefined;
};

export interface GroupUpdate {
  readonly changes: Partial<Omit<RocketmqGroupOrder, 'name'>>;
  readonly description: string | null;
}

/** @throws HuaweiError for the first fault */
export function newGroup(
  given: unknown,
  brokerNames: readonly string[],
): {
  readonly group: RocketmqGroupOrder & { readonly brokers: readonly string[] };
  readonly description: string;
} {
  const body = checkBody(given, createValidator, rules);
  const named = body.brokers === undefined || body.brokers.length === 0 ? brokerNames : body.brokers;
  for (const name of named) requireBroker(name, brokerNames);
  return {
    group: {
      name: body.name,
      enabled: body.enabled ?? true,
      broadcast: body.broadcast ?? false,
      orderly: body.consume_orderly ?? false,
      retryMaxTimes: body.retry_max_time ?? 16,
      brokers: named,
    },
    description: body.group_desc ?? '',
  };
}

/** @throws HuaweiError for the first fault */
export function groupUpdate(given: unknown, brokerNames: readonly string[]): GroupUpdate {
  const body = checkBody(given, updateValidator, rules);
  for (const name of body.brokers ?? []) requireBroker(name, brokerNames);
  const { changes, description } = updateOf(body);
  const { brokers: named = [] } = body;
  return { changes: { ...changes, ...(named.length === 0 ? {} : { brokers: named }) }, description };
}

/** @throws HuaweiError for the first fault */
export function groupUpdates(given: unknown): readonly (GroupUpdate & { readonly name: string })[] {
  return checkBody(given, batchValidator, rules).groups.map((one) => ({ name: one.name, ...updateOf(one) }));
}

function updateOf(body: Settings): GroupUpdate {
  return {
    changes: {
      ...(body.enabled === undefined ? {} : { enabled: body.enabled }),
      ...(body.broadcast === undefined ? {} : { broadcast: body.broadcast }),
      ...(body.consume_orderly === undefined ? {} : { orderly: body.consume_orderly }),
      ...(body.retry_max_time === undefined ? {} : { retryMaxTimes: body.retry_max_time }),
    },
    description: body.group_desc ?? null,
  };
}
