import { changeBought, requireBought } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

/** Gives an instance back: it lets nobody in any more (ServiceStatus 15), and keeps its messages until DeleteInstance. */
export const releaseInstance = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'ReleaseInstance',
  async ({ caller, parameters }, services) => {
    const bought = await requireBought(services, caller, parameters.InstanceId);
    await changeBought(services, caller, bought, { offering: { released: true }, isolated: true });
    return {};
  },
);
