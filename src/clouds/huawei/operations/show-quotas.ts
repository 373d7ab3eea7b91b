import { tagLimit } from '../instances/tags.ts';
import type { Operation } from '../operation.ts';
import { booleanParameter } from '../query-parameters.ts';

/** How many instances the project may have and has; with `includeTagsQuota` also how many tags each may have. */
export const showQuotas: Operation = {
  name: 'ShowQuotas',
  method: 'GET',
  paths: ['/v2/{project_id}/quotas'],
  body: 'none',
  async run(call, { instances }) {
    const { limit, used } = await instances.quota(call.caller);
    // One number for instances of every engine.
    const resources = ['kafkaInstance', 'rocketmqInstance'].map((type) => ({ type, quota: limit, used }));
    if (booleanParameter(call.query, 'includeTagsQuota') === true) {
      // Of each instance, so that nothing can be said of what is used.
      resources.push({ type: 'tags', quota: tagLimit, used: 0 });
    }
    return { status: 200, body: { quotas: { resources } } };
  },
};
