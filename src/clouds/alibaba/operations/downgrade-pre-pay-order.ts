import { resizeInstance, type ResizeParameters } from '../alikafka/resize-instance.ts';
import { operation } from '../operation.ts';

export const downgradePrePayOrder = operation<ResizeParameters>(
  'alikafka',
  'DowngradePrePayOrder',
  async ({ caller, parameters }, services) => {
    const { orderId } = await resizeInstance('pre', 'down', caller, parameters, services);
    return { OrderId: orderId };
  },
);
