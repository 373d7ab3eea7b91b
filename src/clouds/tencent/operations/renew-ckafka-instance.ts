import { dealNameAt } from '../ckafka/deal.ts';
import { requirePrepaid } from '../ckafka/payment-kind.ts';
import { monthsLater } from '../../months-later.ts';
import { checkTimeSpan } from '../ckafka/prepaid.ts';
import { changeOffering } from '../ckafka/tencent-offering.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** Months; 1 where it is left out. */
  readonly TimeSpan?: number;
}

/** Pays for further months, from the end of those that are paid for, and lets clients in again. */
export const renewCkafkaInstance = operation<Parameters>(
  'ckafka',
  'RenewCkafkaInstance',
  async ({ caller, parameters }, { instances, nowMs, randomInteger }) => {
    const months = checkTimeSpan(parameters.TimeSpan ?? 1);
    const id = checkInstanceId(parameters.InstanceId);
    requirePrepaid(await instances.get(caller, id));
    await instances.update(caller, id, {
      isolated: false,
      offering: changeOffering(({ prepaid }) => ({
        prepaid:
          prepaid === null
            ? null
            : { ...prepaid, expiresAtMs: monthsLater(Math.max(prepaid.expiresAtMs, nowMs()), months) },
      })),
    });
    const deal = dealNameAt(nowMs(), randomInteger(10_000));
    return { Result: { BigDealId: deal, DealName: deal } };
  },
);
