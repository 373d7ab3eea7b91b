import { resizeInstance, type ResizeParameters } from '../alikafka/resize-instance.ts';
import { operation } from '../operation.ts';

export const upgradePostPayOrder = operation<ResizeParameters>(
  'alikafka',
  'UpgradePostPayOrder',
  async ({ caller, parameters }, services) => {
    const { orderId } = await resizeInstance('post', 'up', caller, parameters, services);
    return { OrderId: orderId };
  },
);
