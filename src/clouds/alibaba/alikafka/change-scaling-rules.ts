import type { Caller } from '../../../domain/identity/caller.ts';
import type { BandwidthRaise } from '../../../domain/instance/instance.ts';
import type { Services } from '../operation.ts';
import { requireBought, requireDeployed } from './bought-instances.ts';
import { requireServerless } from './serverless.ts';

/** Replaces the rules of a serverless instance by what `change` makes of them. @throws AlibabaError, DomainError, and what `change` throws */
export async function changeScalingRules(
  services: Services,
  caller: Caller,
  instanceId: string,
  change: (present: readonly BandwidthRaise[]) => readonly BandwidthRaise[],
): Promise<void> {
  requireServerless(await requireBought(services, caller, instanceId));
  const { id } = await requireDeployed(services, caller, instanceId);
  await services.instances.update(caller, id, ({ spec }) => ({
    bandwidthRaises: change(spec.bandwidthRaises ?? []),
  }));
}
