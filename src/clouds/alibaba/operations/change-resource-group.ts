import { changeBought, requireBought } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly ResourceId: string;
  readonly NewResourceGroupId: string;
}

/** Resource groups are names here: an instance is shown with its own, and found by it. */
export const changeResourceGroup = operation<Parameters>(
  'alikafka',
  'ChangeResourceGroup',
  async ({ caller, parameters }, services) => {
    const bought = await requireBought(services, caller, parameters.ResourceId);
    await changeBought(services, caller, bought, {
      offering: { resourceGroupId: parameters.NewResourceGroupId },
    });
    return {};
  },
);
