import type { Caller } from '../../../domain/identity/caller.ts';
import type { NetworkService } from '../../../domain/network/network-service.ts';
import type { SecurityGroup } from '../../../domain/network/network.ts';

/** The group that the cloud makes for an instance whose owner names none: it admits whoever reaches the VPC. */
export async function groupOfInstance(
  networks: NetworkService,
  caller: Caller,
  instanceId: string,
): Promise<SecurityGroup> {
  const group = await networks.createSecurityGroup(caller, {
    name: instanceId,
    description: 'Made with the instance.',
    enterpriseProjectId: '0',
  });
  for (const ipVersion of [4, 6] as const) {
    await networks.createRule(caller, group.id, {
      description: '',
      direction: 'ingress',
      ipVersion,
      protocol: 'tcp',
      portMin: 9092,
      portMax: 9095,
      remoteCidr: ipVersion === 4 ? '0.0.0.0/0' : '::/0',
      remoteGroupId: null,
    });
  }
  return group;
}
