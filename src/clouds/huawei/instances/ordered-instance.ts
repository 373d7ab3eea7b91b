import type { Caller } from '../../../domain/identity/caller.ts';
import type { InstanceService } from '../../../domain/instance/instance-service.ts';
import type { Instance } from '../../../domain/instance/instance.ts';
import { allInstances } from '../../all-instances.ts';
import { badParameter } from '../errors.ts';

/** What was bought by an order. @throws HuaweiError CBC.0100 where the project has no such order */
export async function orderedInstance(
  instances: Pick<InstanceService, 'list'>,
  caller: Caller,
  orderId: string,
): Promise<Instance> {
  const all = await allInstances(instances, caller, { cloud: 'huawei' });
  const found = all.find(
    ({ spec, status }) => status !== 'deleting' && spec.prepaid != null && spec.prepaid.orderId === orderId,
  );
  if (found === undefined) throw badParameter('CBC.0100', 'order_id', orderId, 'the id of an order');
  return found;
}
