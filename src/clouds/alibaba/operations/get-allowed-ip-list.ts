import { alibabaOffering } from '../alikafka/alibaba-offering.ts';
import { allowedIpsAt, listenersOf } from '../alikafka/allowed-ips.ts';
import { requireDeployed } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

/** By listener: from where clients may connect. */
export const getAllowedIpList = operation<{ readonly InstanceId: string }>(
  'alikafka',
  'GetAllowedIpList',
  async ({ caller, parameters }, services) => {
    const instance = await requireDeployed(services, caller, parameters.InstanceId);
    const offering = alibabaOffering(instance);
    const listsOf = (wanted: 'vpc' | 'internet') =>
      listenersOf(instance)
        .filter(({ reach }) => reach === wanted)
        .map(({ port }) => {
          const entries = allowedIpsAt(offering, port);
          const described = entries.filter(({ description }) => description !== '');
          return {
            PortRange: `${port}/${port}`,
            AllowedIpList: entries.map(({ cidr }) => cidr),
            AllowedIpGroup: Object.fromEntries(described.map(({ cidr, description }) => [cidr, description])),
          };
        });
    return {
      AllowedList: {
        DeployType: offering.deployType,
        VpcList: listsOf('vpc'),
        InternetList: listsOf('internet'),
      },
    };
  },
);
