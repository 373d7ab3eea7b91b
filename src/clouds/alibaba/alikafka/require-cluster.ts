import type { RunningCluster } from '../../../domain/administration/running-clusters.ts';
import type { Caller } from '../../../domain/identity/caller.ts';
import type { Services } from '../operation.ts';
import { requireDeployed } from './bought-instances.ts';

/**
 * A way into what is inside an instance.
 * @throws AlibabaError InstanceNotFound, BIZ_INSTANCE_STATUS_ERROR before its deployment; DomainError instance-busy
 */
export async function requireCluster(
  services: Pick<Services, 'instances' | 'reservations' | 'clusters'>,
  caller: Caller,
  instanceId: string,
): Promise<RunningCluster> {
  const { id } = await requireDeployed(services, caller, instanceId);
  return services.clusters.of(caller, id);
}
