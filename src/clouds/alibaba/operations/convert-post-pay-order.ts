import { monthsLater } from '../../months-later.ts';
import { changeBought, requireBought } from '../alikafka/bought-instances.ts';
import { checkDuration, newOrderId } from '../alikafka/buy-instance.ts';
import { isServerless } from '../alikafka/serverless.ts';
import { AlibabaError, badValue } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** Months. */
  readonly Duration?: number;
  readonly PaidType?: number;
}

/** An instance that was paid by the hour is paid in advance from now on; there is no way back. */
export const convertPostPayOrder = operation<Parameters>(
  'alikafka',
  'ConvertPostPayOrder',
  async ({ caller, parameters }, services) => {
    const { PaidType: paidType = 0, Duration: months = 1 } = parameters;
    if (paidType !== 0) throw badValue('PaidType', paidType, '0');
    checkDuration(months);
    const bought = await requireBought(services, caller, parameters.InstanceId);
    if (isServerless(bought.offering)) {
      throw new AlibabaError(
        'BIZ_INSTANCE_STATUS_ERROR',
        `Instance ${bought.id} is serverless and stays so.`,
      );
    }
    if (bought.offering.paidType === 0) {
      throw new AlibabaError(
        'BIZ_INSTANCE_STATUS_ERROR',
        `Instance ${bought.id} is paid in advance already.`,
      );
    }
    const orderId = newOrderId(services.randomInteger);
    const expiresAtMs = monthsLater(services.nowMs(), months);
    await changeBought(services, caller, bought, { offering: { paidType, expiresAtMs } });
    return { OrderId: orderId };
  },
);
