import { badParameter } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { setTopicPolicies, topicPolicyUpdates } from '../kafka/access-policies.ts';
import type { Operation } from '../operation.ts';

/** Replaces the policies of topics. Brokers go by them at the time of the answer, so that there is no task to wait for. */
export const updateTopicAccessPolicy: Operation = {
  name: 'UpdateTopicAccessPolicy',
  method: 'POST',
  paths: ['/v1/{project_id}/instances/{instance_id}/topics/accesspolicy'],
  body: 'json',
  async run(call, { clusters, instanceUsers }) {
    const updates = topicPolicyUpdates(call.body);
    const id = instanceIdOf(call);
    const { administration } = await clusters.of(call.caller, id);
    const users = new Set((await instanceUsers.list(call.caller, id)).map(({ name }) => name));
    for (const { topic, policies } of updates) {
      await administration.topics.describe(topic);
      const stranger = policies.find(({ userName }) => !users.has(userName));
      if (stranger !== undefined) {
        throw badParameter('DMS.00400062', 'user_name', stranger.userName, 'a user of the instance');
      }
    }
    for (const { topic, policies } of updates) {
      await setTopicPolicies(administration.acls, topic, policies);
    }
    return { status: 204 };
  },
};
