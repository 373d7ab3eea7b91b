import type { Operation } from '../operation.ts';

const batch = 500;

/** The tags of all Kafka instances of the project: each key with all of its values. */
export const showKafkaProjectTags: Operation = {
  name: 'ShowKafkaProjectTags',
  method: 'GET',
  paths: ['/v2/{project_id}/kafka/tags'],
  body: 'none',
  async run(call, { instances }) {
    const valuesOf = new Map<string, Set<string>>();
    for (let offset = 0; ; offset += batch) {
      const found = await instances.list(
        call.caller,
        { cloud: 'huawei', engine: 'kafka' },
        { offset, limit: batch },
      );
      for (const { key, value } of found.instances.flatMap(({ spec }) => spec.tags)) {
        valuesOf.set(key, (valuesOf.get(key) ?? new Set()).add(value));
      }
      if (found.instances.length < batch) break;
    }
    const tags = [...valuesOf].map(([key, values]) => ({ key, values: [...values] }));
    return { status: 200, body: { tags } };
  },
};
