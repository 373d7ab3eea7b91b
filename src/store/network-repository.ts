import type { Kysely } from 'kysely';
import type { NetworkRepository } from '../domain/network/network-repository.ts';
import type { SecurityGroup, SecurityGroupRule, Subnet, Vpc } from '../domain/network/network.ts';
import type { Schema, SecurityGroupRow, SubnetRow, VpcRow } from './schema.ts';

export function createNetworkRepository(database: Kysely<Schema>): NetworkRepository {
  const vpcs = (projectId: string) =>
    database.selectFrom('vpcs').where('project_id', '=', projectId).selectAll();
  const subnets = (projectId: string) =>
    database.selectFrom('subnets').where('project_id', '=', projectId).selectAll();
  const groups = (projectId: string) =>
    database.selectFrom('security_groups').where('project_id', '=', projectId).selectAll();

  const repository: NetworkRepository = {
    async insertVpc(vpc) {
      const { projectId, enterpriseProjectId, createdAtMs, ...rest } = vpc;
      await database
        .insertInto('vpcs')
        .values({
          ...rest,
          project_id: projectId,
          enterprise_project_id: enterpriseProjectId,
          created_at_ms: createdAtMs,
        })
        .execute();
    },

    async insertSubnet(subnet) {
      const { projectId, vpcId, gatewayIp, nameServers, createdAtMs, ...rest } = subnet;
      await database
        .insertInto('subnets')
        .values({
          ...rest,
          project_id: projectId,
          vpc_id: vpcId,
          gateway_ip: gatewayIp,
          name_servers: JSON.stringify(nameServers),
          created_at_ms: createdAtMs,
        })
        .execute();
    },

    async insertSecurityGroup(group) {
      const { projectId, enterpriseProjectId, rules, createdAtMs, ...rest } = group;
      await database
        .insertInto('security_groups')
        .values({
          ...rest,
          project_id: projectId,
          enterprise_project_id: enterpriseProjectId,
          rules: JSON.stringify(rules),
          created_at_ms: createdAtMs,
        })
        .execute();
    },

    async findVpc(projectId, id) {
      const row = await vpcs(projectId).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toVpc(row);
    },

    async findSubnet(projectId, id) {
      const row = await subnets(projectId).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toSubnet(row);
    },

    async findSecurityGroup(projectId, id) {
      const row = await groups(projectId).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toSecurityGroup(row);
    },

    async findPlace(projectId, { vpcId, subnetId, securityGroupId }) {
      const vpc = await repository.findVpc(projectId, vpcId);
      const subnet = await repository.findSubnet(projectId, subnetId);
      if (vpc === null || subnet === null) return null;
      if (securityGroupId === null) return { vpc, subnet, securityGroup: null };
      const securityGroup = await repository.findSecurityGroup(projectId, securityGroupId);
      return securityGroup === null ? null : { vpc, subnet, securityGroup };
    },

    listVpcs: async (projectId) => (await vpcs(projectId).orderBy('position').execute()).map(toVpc),

    listSubnets: async (projectId) => (await subnets(projectId).orderBy('position').execute()).map(toSubnet),

    listSecurityGroups: async (projectId) =>
      (await groups(projectId).orderBy('position').execute()).map(toSecurityGroup),

    async updateVpc({ id, name, description, cidr }) {
      await database.updateTable('vpcs').set({ name, description, cidr }).where('id', '=', id).execute();
    },

    async updateSubnet({ id, name, description, nameServers }) {
      await database
        .updateTable('subnets')
        .set({ name, description, name_servers: JSON.stringify(nameServers) })
        .where('id', '=', id)
        .execute();
    },

    async updateSecurityGroup({ id, name, description, rules }) {
      await database
        .updateTable('security_groups')
        .set({ name, description, rules: JSON.stringify(rules) })
        .where('id', '=', id)
        .execute();
    },

    async deleteVpc(id) {
      await database.deleteFrom('vpcs').where('id', '=', id).execute();
    },

    async deleteSubnet(id) {
      await database.deleteFrom('subnets').where('id', '=', id).execute();
    },

    async deleteSecurityGroup(id) {
      await database.deleteFrom('security_groups').where('id', '=', id).execute();
    },
  };
  return repository;
}

type Plain<Row> = Omit<Row, 'position'>;

function toVpc(row: Plain<VpcRow>): Vpc {
  return {
    id: row.id,
    projectId: row.project_id,
    enterpriseProjectId: row.enterprise_project_id,
    name: row.name,
    description: row.description,
    cidr: row.cidr,
    createdAtMs: row.created_at_ms,
  };
}

function toSubnet(row: Plain<SubnetRow>): Subnet {
  return {
    id: row.id,
    projectId: row.project_id,
    vpcId: row.vpc_id,
    name: row.name,
    description: row.description,
    cidr: row.cidr,
    gatewayIp: row.gateway_ip,
    nameServers: JSON.parse(row.name_servers) as string[],
    zone: row.zone,
    createdAtMs: row.created_at_ms,
  };
}

function toSecurityGroup(row: Plain<SecurityGroupRow>): SecurityGroup {
  return {
    id: row.id,
    projectId: row.project_id,
    enterpriseProjectId: row.enterprise_project_id,
    name: row.name,
    description: row.description,
    rules: JSON.parse(row.rules) as SecurityGroupRule[],
    createdAtMs: row.created_at_ms,
  };
}
