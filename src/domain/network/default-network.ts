import { defaultEnterpriseProject } from '../identity/enterprise-project.ts';
import type { Store } from '../store.ts';
import { zones } from './zone.ts';

/**
 * Gives a project that has no network the one that the clouds give a new account: a VPC, a subnet per zone, and a
 * security group. The group admits everyone, because a user who has not thought about it expects to connect.
 */
export async function createDefaultNetwork(
  store: Store,
  projectId: string,
  newId: () => string,
  nowMs: number,
): Promise<void> {
  await store.transaction(async ({ networks }) => {
    if ((await networks.listVpcs(projectId)).length > 0) return;
    const vpcId = newId();
    await networks.insertVpc({
      id: vpcId,
      projectId,
      enterpriseProjectId: defaultEnterpriseProject.id,
      name: 'vpc-default',
      description: 'Made with the project.',
      cidr: '192.168.0.0/16',
      createdAtMs: nowMs,
    });
    for (const [index, zone] of zones.entries()) {
      await networks.insertSubnet({
        id: newId(),
        projectId,
        vpcId,
        name: `subnet-default-${zone.id}`,
        description: '',
        cidr: `192.168.${index}.0/24`,
        gatewayIp: `192.168.${index}.1`,
        nameServers: [],
        zone: zone.id,
        createdAtMs: nowMs,
      });
    }
    await networks.insertSecurityGroup({
      id: newId(),
      projectId,
      enterpriseProjectId: defaultEnterpriseProject.id,
      name: 'default',
      description: 'Admits everyone.',
      rules: ([4, 6] as const).flatMap((ipVersion) =>
        (['ingress', 'egress'] as const).map((direction) => ({
          id: newId(),
          description: '',
          direction,
          ipVersion,
          protocol: null,
          portMin: null,
          portMax: null,
          remoteCidr: ipVersion === 4 ? '0.0.0.0/0' : '::/0',
          remoteGroupId: null,
        })),
      ),
      createdAtMs: nowMs,
    });
  });
}
