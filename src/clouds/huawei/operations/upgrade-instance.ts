import { instanceIdOf } from '../instance-id.ts';
import { upgradeTime } from '../kafka/upgrade-time.ts';
import type { Operation } from '../operation.ts';

/**
 * Restarts the brokers, one at a time, from the newest build of their line: now, at a time, or, where it is scheduled without a
 * time, in the maintenance window.
 */
export const upgradeInstance: Operation = {
  name: 'UpgradeInstance',
  method: 'POST',
  paths: ['/v2/{project_id}/{engine}/instances/{instance_id}/upgrade'],
  body: 'json',
  async run(call, { instances, schedule }) {
    const instanceId = instanceIdOf(call);
    const when = upgradeTime(call.body);
    if (when === 'now') {
      return { status: 200, body: { job_id: await instances.upgrade(call.caller, instanceId) } };
    }
    const { id } = await schedule.schedule(call.caller, instanceId, { kind: 'upgrade' }, when);
    return { status: 200, body: { schedule_id: id } };
  },
};
