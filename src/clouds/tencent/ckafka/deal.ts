import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { tencentOffering } from './tencent-offering.ts';

/** What a purchase is called: its time, and random digits to tell those of one moment apart. */
export function dealNameAt(nowMs: number, number: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(/\D/g, '');
  return `${time}${String(number % 10_000).padStart(4, '0')}`;
}

/** The answer of the calls that order instances. FlowId is 0, as on the cloud: instances are waited for by their status. */
export function createdResult(instances: readonly KafkaInstance[]) {
  const [first] = instances;
  if (first === undefined) throw new Error('An order made no instance.');
  const { dealName } = tencentOffering(first);
  return {
    Result: {
      ReturnCode: '0',
      ReturnMessage: 'ok[apply ok]',
      Data: {
        FlowId: 0,
        DealNames: [dealName],
        InstanceId: first.id,
        DealNameInstanceIdMapping: [{ DealName: dealName, InstanceIdList: instances.map(({ id }) => id) }],
      },
    },
  };
}
