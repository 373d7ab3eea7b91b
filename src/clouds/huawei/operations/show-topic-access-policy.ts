import { instanceIdOf } from '../instance-id.ts';
import { topicPolicies } from '../kafka/access-policies.ts';
import type { Operation } from '../operation.ts';

/** Who may publish to a topic and subscribe to it; nobody is named where all users may. */
export const showTopicAccessPolicy: Operation = {
  name: 'ShowTopicAccessPolicy',
  method: 'GET',
  paths: ['/v1/{project_id}/instances/{instance_id}/topics/{topic_name}/accesspolicy'],
  body: 'none',
  async run(call, { clusters }) {
    const { administration } = await clusters.of(call.caller, instanceIdOf(call));
    const topic = await administration.topics.describe(call.params['topic_name'] ?? '');
    const policies = await topicPolicies(administration.acls, topic.name);
    return {
      status: 200,
      body: {
        name: topic.name,
        topic_type: topic.isInternal ? 1 : 0,
        policies: policies.map(({ userName, policy }) => ({
          owner: false,
          user_name: userName,
          access_policy: policy,
        })),
      },
    };
  },
};
