import { DomainError } from '../../../domain/errors.ts';
import { toHuaweiError } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { topicsToForget } from '../kafka/group-body.ts';
import type { Operation } from '../operation.ts';

/** Forgets where a group stands in topics that it does not read any more. */
export const deleteConsumerGroupOffsets: Operation = {
  name: 'DeleteConsumerGroupOffsets',
  method: 'POST',
  paths: ['/v2/kafka/{project_id}/instances/{instance_id}/groups/{group}/delete-offset'],
  body: 'json',
  async run(call, { clusters, consumerGroups }) {
    const names = topicsToForget(call.body);
    const id = instanceIdOf(call);
    const { administration } = await clusters.of(call.caller, id);
    const group = await consumerGroups.get(call.caller, id, call.params['group'] ?? '');
    const topics = [];
    for (const name of names) {
      try {
        if (group.coordinatorId !== null) await administration.groups.deleteOffsets(group.id, name);
        topics.push({ name, success: true });
      } catch (error) {
        if (!(error instanceof DomainError) || !error.kind.startsWith('group-')) throw error;
        const code = error.kind === 'group-not-empty' ? 'DMS.00400882' : toHuaweiError(error).code;
        topics.push({ name, success: false, error_code: code });
      }
    }
    return { status: 200, body: { topics } };
  },
};
