import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';

/** Longer names and dots came later than the text of the error, which says 4 to 64: what either allows is accepted. */
const topicName = '^[A-Za-z][A-Za-z0-9._-]{2,199}$';

const settings = {
  retention_time: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
  sync_replication: Type.Optional(Type.Boolean()),
  sync_message_flush: Type.Optional(Type.Boolean()),
  topic_desc: Type.Optional(Type.String({ maxLength: 1024 })),
  topic_other_configs: Type.Optional(Type.Array(Type.Object({ name: Type.String(), value: Type.String() }))),
};

const createSchema = Type.Object({
  id: Type.String({ pattern: topicName }),
  partition: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  replication: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  ...settings,
});
const createValidator = Compile(createSchema);

const updateSchema = Type.Object({
  id: Type.String(),
  new_partition_numbers: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  new_partition_brokers: Type.Optional(Type.Array(Type.Integer(), { maxItems: 0 })),
  ...settings,
});
const updateValidator = Compile(updateSchema);

const updatesValidator = Compile(
  Type.Object({ topics: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 100 }) }),
);
const namesValidator = Compile(
  Type.Object({ topics: Type.Array(Type.String(), { minItems: 1, maxItems: 1000 }) }),
);

const rules: BodyRules = {
  allowed: {
    id: '3 to 200 letters, digits, dots, underscores and hyphens that begin with a letter',
    partition: 'a whole number from 1 to 200',
    replication: 'a whole number from 1 to the number of brokers',
    retention_time: 'a whole number of hours from 1 to 720',
    sync_replication: 'true or false',
    sync_message_flush: 'true or false',
    topic_desc: 'at most 1024 characters',
    topic_other_configs: 'an array of objects with the strings name and value',
    new_partition_numbers: 'a whole number from 1 to 200',
    new_partition_brokers: 'absent or empty: the service chooses the brokers',
    topics: 'an array of 1 to 100 topics',
  },
  codes: {
    id: 'DMS.00400101',
    partition: 'DMS.00400102',
    new_partition_numbers: 'DMS.00400102',
    replication: 'DMS.00400103',
    retention_time: 'DMS.00400105',
  },
  secret: new Set(),
};

export type TopicCreateBody = Type.Static<typeof createSchema>;
export type TopicUpdateBody = Type.Static<typeof updateSchema>;
export type TopicSettingsBody = Pick<TopicUpdateBody, keyof typeof settings>;

/** @throws HuaweiError for the first fault */
export function topicCreateBody(given: unknown): TopicCreateBody {
  return checkBody(given, createValidator, rules);
}

/** What the body of the update call says of each topic. @throws HuaweiError for the first fault */
export function topicUpdateBodies(given: unknown): readonly TopicUpdateBody[] {
  const { topics } = checkBody(given, updatesValidator, rules);
  return topics.map((topic) => checkBody(topic, updateValidator, rules));
}

/** The topics that the body of the delete call names, each once. @throws HuaweiError for the first fault */
export function topicNames(given: unknown): readonly string[] {
  const { topics } = checkBody(given, namesValidator, {
    ...rules,
    allowed: { topics: 'an array of 1 to 1000 names' },
  });
  return [...new Set(topics)];
}
