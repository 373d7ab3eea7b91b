import { DomainError } from '../../../domain/errors.ts';
import { batchAction } from '../instances/batch-action.ts';
import type { Operation } from '../operation.ts';

/**
 * Restarts or deletes up to 50 instances, or deletes all whose creation failed. Each instance has a result of its own; where
 * none was accepted the answer is the refusal of the first, which Terraform reads to try again later.
 */
export const batchRestartOrDeleteInstances: Operation = {
  name: 'BatchRestartOrDeleteInstances',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/action'],
  body: 'json',
  async run(call, { instances }) {
    const asked = batchAction(call.body);
    if (asked.action === 'delete-failed-creations') {
      await instances.deleteFailedCreations(call.caller, asked.engine, 'huawei');
      return { status: 204 };
    }
    const results: { result: 'success' | 'failed'; instance: string }[] = [];
    let refusal: DomainError | null = null;
    for (const instance of asked.instanceIds) {
      try {
        if (asked.action === 'restart') await instances.restart(call.caller, instance);
        else await instances.delete(call.caller, instance);
        results.push({ result: 'success', instance });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refusal ??= error;
        results.push({ result: 'failed', instance });
      }
    }
    if (refusal !== null && results.every(({ result }) => result === 'failed')) throw refusal;
    return { status: 200, body: { results } };
  },
};
