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

  return {
    async insertVpc(vpc) {
      const { projectId, createdAtMs, ...rest } = vpc;
      await database
        .insertInto('vpcs')
        .values({ ...rest, project_id: projectId, created_at_ms: createdAtMs })
        .execute();
    },

    async insertSubnet(subnet) {
      const { projectId, vpcId, gatewayIp, createdAtMs, ...rest } = subnet;
      await database
        .insertInto('subnets')
        .values({
          ...rest,
          project_id: projectId,
          vpc_id: vpcId,
          gateway_ip: gatewayIp,
          created_at_ms: createdAtMs,
        })
        .execute();
    },

    async insertSecurityGroup(group) {
      const { projectId, rules, createdAtMs, ...rest } = group;
      await database
        .insertInto('security_groups')
        .values({ ...rest, project_id: projectId, rules: JSON.stringify(rules), created_at_ms: createdAtMs })
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

    listVpcs: async (projectId) => (await vpcs(projectId).orderBy('position').execute()).map(toVpc),

    listSubnets: async (projectId) => (await subnets(projectId).orderBy('position').execute()).map(toSubnet),

    listSecurityGroups: async (projectId) =>
      (await groups(projectId).orderBy('position').execute()).map(toSecurityGroup),
  };
}

type Plain<Row> = Omit<Row, 'position'>;

function toVpc(row: Plain<VpcRow>): Vpc {
  return {
    id: row.id,
    projectId: row.project_id,
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
    zone: row.zone,
    createdAtMs: row.created_at_ms,
  };
}

function toSecurityGroup(row: Plain<SecurityGroupRow>): SecurityGroup {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    description: row.description,
    rules: JSON.parse(row.rules) as SecurityGroupRule[],
    createdAtMs: row.created_at_ms,
  };
}
