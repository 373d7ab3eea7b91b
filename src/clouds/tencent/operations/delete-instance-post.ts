import { requireUnprotected } from '../ckafka/deletion-protection.ts';
import { requirePostpaid } from '../ckafka/payment-kind.ts';
import { flowIdOf } from '../flow-id.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

/** Deletes an instance that is paid by the hour. It is in the lists until its brokers are gone. */
export const deleteInstancePost = operation<{ readonly InstanceId: string }>(
  'ckafka',
  'DeleteInstancePost',
  async ({ caller, parameters }, { instances, tasks }) => {
    const id = checkInstanceId(parameters.InstanceId);
    const instance = await instances.get(caller, id);
    requirePostpaid(instance);
    requireUnprotected(instance);
    await instances.delete(caller, id);
    const { tasks: newest } = await tasks.list(caller, id, {}, { offset: 0, limit: 1 });
    return { Result: { FlowId: newest[0] === undefined ? 0 : flowIdOf(newest[0].id) } };
  },
);
