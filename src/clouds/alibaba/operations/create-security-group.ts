import { networkId } from '../network-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly SecurityGroupName?: string;
  readonly Description?: string;
}

/** A group of the project; it is for instances in whichever VPC. */
export const createSecurityGroup = operation<Parameters>(
  'ecs',
  'CreateSecurityGroup',
  async ({ caller, parameters }, { networks }) => {
    const { id } = await networks.createSecurityGroup(caller, {
      name: parameters.SecurityGroupName ?? 'sg',
      description: parameters.Description ?? '',
      enterpriseProjectId: '0',
    });
    return { SecurityGroupId: networkId('sg', id) };
  },
);
