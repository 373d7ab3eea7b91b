import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { instanceIdOf } from '../instance-id.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';
import type { Operation } from '../operation.ts';

const validator = Compile(Type.Object({ enable_auto_topic: Type.Boolean() }));
const rules: BodyRules = { allowed: { enable_auto_topic: 'true or false' }, codes: {}, secret: new Set() };

/**
 * Has brokers make a topic that a client names, or not. Terraform then waits for a task named `kafkaConfigModify`, and takes
 * 200, 201 and 202 for success.
 */
export const updateInstanceAutoCreateTopic: Operation = {
  name: 'UpdateInstanceAutoCreateTopic',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/autotopic'],
  body: 'json',
  async run(call, { instances }) {
    const { enable_auto_topic: autoCreateTopics } = checkBody(call.body, validator, rules);
    await instances.change(call.caller, instanceIdOf(call), { kind: 'settings', autoCreateTopics });
    return { status: 200, body: { enable_auto_topic: autoCreateTopics } };
  },
};
