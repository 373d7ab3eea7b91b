import { resizeInstance, type ResizeParameters } from '../alikafka/resize-instance.ts';
import { operation } from '../operation.ts';

export const downgradePostPayOrder = operation<ResizeParameters>(
  'alikafka',
  'DowngradePostPayOrder',
  async ({ caller, parameters }, services) => {
    const { orderId } = await resizeInstance('post', 'down', caller, parameters, services);
    return { OrderId: orderId };
  },
);
