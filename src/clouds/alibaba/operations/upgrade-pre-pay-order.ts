import { resizeInstance, type ResizeParameters } from '../alikafka/resize-instance.ts';
import { operation } from '../operation.ts';

export const upgradePrePayOrder = operation<ResizeParameters>(
  'alikafka',
  'UpgradePrePayOrder',
  async ({ caller, parameters }, services) => {
    const { orderId } = await resizeInstance('pre', 'up', caller, parameters, services);
    return { OrderId: orderId };
  },
);
