import { isIPv4 } from 'node:net';
import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { CatalogParts } from './catalog-parts.ts';
import { checkDescription, checkName } from './catalog-text.ts';
import { contains, formatIpv4Block, type Ipv4Block, overlap, parseIpv4, parseIpv4Block } from './cidr.ts';
import { refuseWhileUsed } from './in-use.ts';
import type { NetworkRepository } from './network-repository.ts';
import type { Subnet, Vpc } from './network.ts';
import { requireVpc, subnetsOf } from './vpc-catalog.ts';
import { zones } from './zone.ts';

export interface SubnetOrder {
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  readonly gatewayIp: string;
  readonly nameServers: readonly string[];
  /** Domain zone id; null leaves the choice to us. */
  readonly zone: string | null;
}

/** What shall be different; a field that is left out stays. */
export interface SubnetChanges {
  readonly name?: string;
  readonly description?: string;
  readonly nameServers?: readonly string[];
}

export interface SubnetCatalog {
  /** @throws DomainError vpc-not-found, zone-not-found, invalid-parameter, cidr-outside, cidr-overlaps */
  createSubnet(caller: Caller, order: SubnetOrder): Promise<Subnet>;
  /** @throws DomainError subnet-not-found */
  getSubnet(caller: Caller, id: string): Promise<Subnet>;
  /** All subnets of the project, or those of one VPC. */
  listSubnets(caller: Caller, vpcId?: string): Promise<readonly Subnet[]>;
  /** @throws DomainError subnet-not-found, subnet-not-in-vpc, invalid-parameter */
  updateSubnet(caller: Caller, vpcId: string, id: string, changes: SubnetChanges): Promise<Subnet>;
  /** @throws DomainError subnet-not-found, subnet-not-in-vpc, network-in-use while an instance is placed in it */
  deleteSubnet(caller: Caller, vpcId: string, id: string): Promise<void>;
}

export function createSubnetCatalog({ store, nowMs, newId }: CatalogParts): SubnetCatalog {
  return {
    async createSubnet(caller, order) {
      const name = checkName(order.name);
      const description = checkDescription(order.description);
      const nameServers = checkNameServers(order.nameServers);
      const zone = order.zone ?? zones[0]?.id ?? '';
      if (!zones.some((known) => known.id === zone)) {
        throw new DomainError('zone-not-found', `Zone ${zone} does not exist.`, 'zone');
      }
      const block = checkSubnetCidr(order.cidr);
      checkGateway(order.gatewayIp, block);
      return store.transaction(async ({ networks }) => {
        const vpc = await requireVpc(networks, caller.projectId, order.vpcId);
        checkPlace(block, vpc, await subnetsOf(networks, vpc));
        const subnet: Subnet = {
          id: newId(),
          projectId: caller.projectId,
          vpcId: vpc.id,
          name,
          description,
          cidr: formatIpv4Block(block),
          gatewayIp: order.gatewayIp,
          nameServers,
          zone,
          createdAtMs: nowMs(),
        };
        await networks.insertSubnet(subnet);
        return subnet;
      });
    },

    getSubnet: (caller, id) => requireSubnet(store.networks, caller.projectId, id),

    async listSubnets(caller, vpcId) {
      const subnets = await store.networks.listSubnets(caller.projectId);
      return vpcId === undefined ? subnets : subnets.filter((subnet) => subnet.vpcId === vpcId);
    },

    updateSubnet: (caller, vpcId, id, changes) =>
      store.transaction(async ({ networks }) => {
        const subnet = await requireSubnetOf(networks, caller.projectId, vpcId, id);
        const changed: Subnet = {
          ...subnet,
          name: changes.name === undefined ? subnet.name : checkName(changes.name),
          description:
            changes.description === undefined ? subnet.description : checkDescription(changes.description),
          nameServers:
            changes.nameServers === undefined ? subnet.nameServers : checkNameServers(changes.nameServers),
        };
        await networks.updateSubnet(changed);
        return changed;
      }),

    deleteSubnet: (caller, vpcId, id) =>
      store.transaction(async ({ networks, instances }) => {
        await requireSubnetOf(networks, caller.projectId, vpcId, id);
        await refuseWhileUsed(instances, caller.projectId, { subnetId: id }, `Subnet ${id}`);
        await networks.deleteSubnet(id);
      }),
  };
}

/** @throws DomainError subnet-not-found */
export async function requireSubnet(
  networks: NetworkRepository,
  projectId: string,
  id: string,
): Promise<Subnet> {
  const subnet = await networks.findSubnet(projectId, id);
  if (subnet === null) {
    throw new DomainError('subnet-not-found', `Subnet ${id} does not exist.`, 'network.subnetId');
  }
  return subnet;
}

/** @throws DomainError subnet-not-found, subnet-not-in-vpc */
export async function requireSubnetOf(
  networks: NetworkRepository,
  projectId: string,
  vpcId: string,
  id: string,
): Promise<Subnet> {
  const subnet = await requireSubnet(networks, projectId, id);
  if (subnet.vpcId !== vpcId) {
    throw new DomainError(
      'subnet-not-in-vpc',
      `Subnet ${subnet.id} belongs to VPC ${subnet.vpcId}, not to VPC ${vpcId}.`,
      'network.subnetId',
    );
  }
  return subnet;
}

const longestPrefix = 28;

/** @throws DomainError invalid-parameter */
function checkSubnetCidr(text: string): Ipv4Block {
  const block = parseIpv4Block(text);
  if (block === null || block.prefixLength > longestPrefix) {
    throw new DomainError(
      'invalid-parameter',
      `The CIDR ${JSON.stringify(text.slice(0, 40))} is invalid; allowed: a block of the VPC, such as 192.168.3.0/24, of at most /${longestPrefix}.`,
      'cidr',
    );
  }
  return block;
}

/** A gateway is a host of the subnet: neither its first address, which names the network, nor its last, the broadcast. */
function checkGateway(text: string, block: Ipv4Block): void {
  const address = parseIpv4(text);
  if (address !== null && block.first < address && address < block.last) return;
  throw new DomainError(
    'invalid-parameter',
    `The gateway ${JSON.stringify(text.slice(0, 40))} is invalid; allowed: an address within ${formatIpv4Block(block)} that is neither its first nor its last.`,
    'gatewayIp',
  );
}

function checkPlace(block: Ipv4Block, vpc: Vpc, neighbours: readonly Subnet[]): void {
  const outer = parseIpv4Block(vpc.cidr);
  if (outer === null || !contains(outer, block)) {
    throw new DomainError(
      'cidr-outside',
      `${formatIpv4Block(block)} is not within ${vpc.cidr}, the CIDR of VPC ${vpc.id}.`,
      'cidr',
    );
  }
  for (const neighbour of neighbours) {
    const taken = parseIpv4Block(neighbour.cidr);
    if (taken === null || !overlap(taken, block)) continue;
    throw new DomainError(
      'cidr-overlaps',
      `${formatIpv4Block(block)} overlaps ${neighbour.cidr} of subnet ${neighbour.name} (${neighbour.id}).`,
      'cidr',
    );
  }
}

function checkNameServers(addresses: readonly string[]): readonly string[] {
  if (addresses.length <= 5 && addresses.every((address) => isIPv4(address))) return addresses;
  throw new DomainError(
    'invalid-parameter',
    `The name servers ${JSON.stringify(addresses).slice(0, 80)} are invalid; allowed: up to 5 IPv4 addresses.`,
    'nameServers',
  );
}
