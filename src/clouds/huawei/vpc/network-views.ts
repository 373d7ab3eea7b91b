import type { SecurityGroup, Subnet, Vpc } from '../../../domain/network/network.ts';
import type { RuleOfGroup } from '../../../domain/network/security-group-catalog.ts';
import type { ZoneDirectory } from '../zone-directory.ts';

/** A VPC as the VPC API v1 shows it. */
export function vpcView(vpc: Vpc) {
  return {
    id: vpc.id,
    name: vpc.name,
    description: vpc.description,
    cidr: vpc.cidr,
    status: 'OK',
    routes: [],
    enterprise_project_id: vpc.enterpriseProjectId,
    enable_shared_snat: false,
    tenant_id: vpc.projectId,
    created_at: timeView(vpc.createdAtMs),
    updated_at: timeView(vpc.createdAtMs),
  };
}

/** A subnet as the VPC API v1 shows it. */
export function subnetView(subnet: Subnet, zones: ZoneDirectory) {
  return {
    id: subnet.id,
    name: subnet.name,
    description: subnet.description,
    cidr: subnet.cidr,
    gateway_ip: subnet.gatewayIp,
    dhcp_enable: true,
    primary_dns: subnet.nameServers[0] ?? '',
    secondary_dns: subnet.nameServers[1] ?? '',
    dnsList: subnet.nameServers,
    ipv6_enable: false,
    availability_zone: zones.ofDomain(subnet.zone).code,
    vpc_id: subnet.vpcId,
    status: 'ACTIVE',
    // Ids of the same subnet in the OpenStack API: the network's is the subnet's own on the cloud, too.
    neutron_network_id: subnet.id,
    neutron_subnet_id: subnet.id,
    extra_dhcp_opts: [],
    tenant_id: subnet.projectId,
    created_at: timeView(subnet.createdAtMs),
    updated_at: timeView(subnet.createdAtMs),
  };
}

/** A security group as the VPC API v1 shows it. It has no VPC: the cloud's own `vpc_id` is only a hint, too. */
export function securityGroupView(group: SecurityGroup) {
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    enterprise_project_id: group.enterpriseProjectId,
    security_group_rules: group.rules.map((rule) => securityGroupRuleView({ rule, group })),
  };
}

/** A rule as the VPC API v1 shows it. */
export function securityGroupRuleView({ rule, group }: RuleOfGroup) {
  return {
    id: rule.id,
    description: rule.description,
    security_group_id: group.id,
    direction: rule.direction,
    ethertype: rule.ipVersion === 4 ? 'IPv4' : 'IPv6',
    // Null means any, in the cloud's answers as in the domain.
    protocol: rule.protocol,
    port_range_min: rule.portMin,
    port_range_max: rule.portMax,
    remote_ip_prefix: rule.remoteCidr,
    remote_group_id: rule.remoteGroupId,
    remote_address_group_id: null,
    tenant_id: group.projectId,
  };
}

/** `2022-12-15T02:42:07` in UTC, without zone or fraction. */
function timeView(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
