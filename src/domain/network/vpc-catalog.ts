import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { CatalogParts } from './catalog-parts.ts';
import { checkDescription, checkName } from './catalog-text.ts';
import { contains, formatIpv4Block, type Ipv4Block, parseIpv4Block } from './cidr.ts';
import type { NetworkRepository } from './network-repository.ts';
import type { Subnet, Vpc } from './network.ts';

export interface VpcOrder {
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  readonly enterpriseProjectId: string;
}

/** What shall be different; a field that is left out stays. */
export interface VpcChanges {
  readonly name?: string;
  readonly description?: string;
  readonly cidr?: string;
}

export interface VpcCatalog {
  /** @throws DomainError invalid-parameter, enterprise-project-not-found */
  createVpc(caller: Caller, order: VpcOrder): Promise<Vpc>;
  /** @throws DomainError vpc-not-found */
  getVpc(caller: Caller, id: string): Promise<Vpc>;
  listVpcs(caller: Caller): Promise<readonly Vpc[]>;
  /** @throws DomainError vpc-not-found, invalid-parameter, cidr-outside where a subnet would not be inside any more */
  updateVpc(caller: Caller, id: string, changes: VpcChanges): Promise<Vpc>;
  /** @throws DomainError vpc-not-found, network-in-use while it has subnets */
  deleteVpc(caller: Caller, id: string): Promise<void>;
}

export function createVpcCatalog({ store, enterpriseProjects, nowMs, newId }: CatalogParts): VpcCatalog {
  return {
    async createVpc(caller, order) {
      enterpriseProjects.require(order.enterpriseProjectId);
      const vpc: Vpc = {
        id: newId(),
        projectId: caller.projectId,
        enterpriseProjectId: order.enterpriseProjectId,
        name: checkName(order.name),
        description: checkDescription(order.description),
        cidr: formatIpv4Block(checkVpcCidr(order.cidr)),
        createdAtMs: nowMs(),
      };
      await store.networks.insertVpc(vpc);
      return vpc;
    },

    getVpc: (caller, id) => requireVpc(store.networks, caller.projectId, id),

    listVpcs: (caller) => store.networks.listVpcs(caller.projectId),

    updateVpc: (caller, id, changes) =>
      store.transaction(async ({ networks }) => {
        const vpc = await requireVpc(networks, caller.projectId, id);
        const changed: Vpc = {
          ...vpc,
          name: changes.name === undefined ? vpc.name : checkName(changes.name),
          description:
            changes.description === undefined ? vpc.description : checkDescription(changes.description),
          cidr: changes.cidr === undefined ? vpc.cidr : formatIpv4Block(checkVpcCidr(changes.cidr)),
        };
        checkHolds(changed, await subnetsOf(networks, vpc));
        await networks.updateVpc(changed);
        return changed;
      }),

    deleteVpc: (caller, id) =>
      store.transaction(async ({ networks }) => {
        const vpc = await requireVpc(networks, caller.projectId, id);
        const subnets = await subnetsOf(networks, vpc);
        if (subnets.length > 0) {
          const names = subnets.map((subnet) => `${subnet.name} (${subnet.id})`).join(', ');
          throw new DomainError('network-in-use', `VPC ${id} has subnets: ${names}. Delete them first.`);
        }
        await networks.deleteVpc(id);
      }),
  };
}

/** @throws DomainError vpc-not-found */
export async function requireVpc(networks: NetworkRepository, projectId: string, id: string): Promise<Vpc> {
  const vpc = await networks.findVpc(projectId, id);
  if (vpc === null) throw new DomainError('vpc-not-found', `VPC ${id} does not exist.`, 'network.vpcId');
  return vpc;
}

export async function subnetsOf(networks: NetworkRepository, vpc: Vpc): Promise<readonly Subnet[]> {
  return (await networks.listSubnets(vpc.projectId)).filter((subnet) => subnet.vpcId === vpc.id);
}

/** The private ranges (RFC 1918): what all clouds give a VPC unless asked otherwise. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const longestPrefix = 28;

/** @throws DomainError invalid-parameter */
function checkVpcCidr(text: string): Ipv4Block {
  const block = parseIpv4Block(text);
  const isPrivate = privateRanges.some((range) => {
    const outer = parseIpv4Block(range);
    return block !== null && outer !== null && contains(outer, block);
  });
  if (block === null || !isPrivate || block.prefixLength > longestPrefix) {
    throw new DomainError(
      'invalid-parameter',
      `The CIDR ${JSON.stringify(text.slice(0, 40))} is invalid; allowed: a block within ${privateRanges.join(', ')} of at most /${longestPrefix}.`,
      'cidr',
    );
  }
  return block;
}

function checkHolds(vpc: Vpc, subnets: readonly Subnet[]): void {
  const outer = parseIpv4Block(vpc.cidr);
  for (const subnet of subnets) {
    const inner = parseIpv4Block(subnet.cidr);
    if (outer !== null && inner !== null && contains(outer, inner)) continue;
    throw new DomainError(
      'cidr-outside',
      `Subnet ${subnet.name} (${subnet.cidr}) would not be within ${vpc.cidr}.`,
      'cidr',
    );
  }
}
