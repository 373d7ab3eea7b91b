import { requireBought } from '../alikafka/bought-instances.ts';
import { AlibabaError } from '../errors.ts';
import { operation } from '../operation.ts';

/** Deletes an instance that was released, with its messages. It is listed (10) until its brokers are gone. */
export const deleteInstance = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'DeleteInstance',
  async ({ caller, parameters }, services) => {
    const { id, offering, instance } = await requireBought(services, caller, parameters.InstanceId);
    if (!offering.released) {
      throw new AlibabaError(
        'BIZ_INSTANCE_STATUS_ERROR',
        `Instance ${id} is not released; call ReleaseInstance first.`,
      );
    }
    if (instance === null) await services.reservations.remove(caller, id);
    else await services.instances.delete(caller, id);
    return {};
  },
);
