import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

export const showKafkaTags: Operation = {
  name: 'ShowKafkaTags',
  method: 'GET',
  paths: ['/v2/{project_id}/kafka/{instance_id}/tags'],
  body: 'none',
  async run(call, { instances }) {
    const { spec } = await instances.get(call.caller, instanceIdOf(call));
    return { status: 200, body: { tags: spec.tags.map(({ key, value }) => ({ key, value })) } };
  },
};
