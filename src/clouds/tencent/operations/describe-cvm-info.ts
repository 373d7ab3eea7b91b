import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

/** The machines of an instance: its brokers, which have no other name than their addresses. */
export const describeCvmInfo = operation<{ readonly InstanceId: string }>(
  'ckafka',
  'DescribeCvmInfo',
  async ({ caller, parameters }, { instances }) => {
    const { id, endpoints } = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    const within = endpoints.filter(({ listener }) => listener.startsWith('client-'));
    const brokers = new Map(within.map(({ member, address }) => [member, address]));
    const CvmList = [...brokers.values()].map((address) => ({
      CkafkaInstanceId: id,
      InstanceId: address,
      Ip: address,
    }));
    return { Result: { CvmList, TotalCount: CvmList.length } };
  },
);
