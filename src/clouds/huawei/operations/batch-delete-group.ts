import { DomainError } from '../../../domain/errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { groupNames } from '../kafka/group-body.ts';
import type { Operation } from '../operation.ts';

/** Deletes groups; those that could not be deleted stand in the answer, each with the reason. */
export const batchDeleteGroup: Operation = {
  name: 'BatchDeleteGroup',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/groups/batch-delete'],
  body: 'json',
  async run(call, { clusters, consumerGroups }) {
    const names = groupNames(call.body);
    const id = instanceIdOf(call);
    await clusters.of(call.caller, id);
    const failed = [];
    for (const name of names) {
      try {
        await consumerGroups.delete(call.caller, id, name);
      } catch (error) {
        const isOfGroup = error instanceof DomainError && error.kind.startsWith('group-');
        if (!isOfGroup) throw error;
        failed.push({ group_id: name, error_message: error.message });
      }
    }
    return { status: 200, body: { failed_groups: failed, total: failed.length } };
  },
};
