import { instanceIdOf } from '../instance-id.ts';
import { configChanges } from '../kafka/instance-configs.ts';
import type { Operation } from '../operation.ts';

/**
 * Changes instance-wide settings. The counts are of the parameters that brokers take as they run, and of those for which
 * they are restarted; the job does that too, one by one. The cloud leaves the restart to its user, who may still ask for it.
 */
export const modifyInstanceConfigs: Operation = {
  name: 'ModifyInstanceConfigs',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/configs'],
  body: 'json',
  async run(call, { kafkaInstances }) {
    const id = instanceIdOf(call);
    const { spec } = await kafkaInstances.get(call.caller, id);
    const { topicDefaults, dynamicCount, staticCount } = configChanges(call.body, spec);
    const jobId = await kafkaInstances.change(call.caller, id, { kind: 'settings', topicDefaults });
    return {
      status: 200,
      body: { job_id: jobId, dynamic_config: dynamicCount, static_config: staticCount },
    };
  },
};
