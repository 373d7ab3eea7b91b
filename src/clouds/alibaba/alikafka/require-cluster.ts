import type { RunningCluster } from '../../../domain/administration/running-clusters.ts';
import type { Caller } from '../../../domain/identity/caller.ts';
import { AlibabaError } from '../errors.ts';
import type { Services } from '../operation.ts';
import { requireDeployed } from './bought-instances.ts';

/**
 * A way into what is inside an instance.
 * @throws AlibabaError InstanceNotFound, BIZ_INSTANCE_STATUS_ERROR before its deployment, ONS_SYSTEM_FLOW_CONTROL during an upgrade;
 * DomainError instance-busy
 */
export async function requireCluster(
  services: Pick<Services, 'instances' | 'reservations' | 'clusters'>,
  caller: Caller,
  instanceId: string,
): Promise<RunningCluster> {
  const { id, status } = await requireDeployed(services, caller, instanceId);
  if (status === 'restarting') {
    // The Terraform provider asks again where it reads this code, and takes what is inside for gone where it reads of a status.
    throw new AlibabaError(
      'ONS_SYSTEM_FLOW_CONTROL',
      `The brokers of instance ${id} are being restarted; try again later.`,
    );
  }
  return services.clusters.of(caller, id);
}
