import assert from 'node:assert/strict';
import vpcSdk from '@huaweicloud/huaweicloud-sdk-vpc';
import { type HuaweiClients, type HuaweiRefusal, wire } from './huawei.ts';

export interface WireVpc {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly description: string;
  readonly status: string;
  readonly enterprise_project_id: string;
}

export interface WireSubnet extends WireVpc {
  readonly vpc_id: string;
  readonly gateway_ip: string;
  readonly availability_zone: string;
  readonly dnsList: readonly string[];
}

export interface WireRule {
  readonly id: string;
  readonly direction: string;
  readonly ethertype: string;
  readonly protocol: string | null;
  readonly port_range_min: number | null;
  readonly remote_ip_prefix: string | null;
  readonly remote_group_id: string | null;
  readonly security_group_id: string;
  readonly description: string;
}

export interface WireGroup {
  readonly id: string;
  readonly name: string;
  readonly security_group_rules: readonly WireRule[];
}

/** Asserts that a call is refused so, and answers the message. */
export async function refused(call: Promise<unknown>, status: number, code: string): Promise<string> {
  const error = await call.then(
    () => assert.fail(`not refused, where ${code} was expected`),
    (thrown: HuaweiRefusal) => thrown,
  );
  assert.deepEqual([error.httpStatusCode, error.errorCode], [status, code], error.errorMsg);
  return error.errorMsg;
}

export async function makeVpc({ network }: HuaweiClients, changes: object = {}): Promise<WireVpc> {
  const vpc = Object.assign(new vpcSdk.CreateVpcOption(), { name: 'vpc-1', cidr: '10.1.0.0/16' }, changes);
  const request = new vpcSdk.CreateVpcRequest().withBody(new vpcSdk.CreateVpcRequestBody().withVpc(vpc));
  return wire<{ vpc: WireVpc }>(await network.createVpc(request)).vpc;
}

export async function makeSubnet(
  { network }: HuaweiClients,
  vpcId: string,
  changes: object = {},
): Promise<WireSubnet> {
  const usual = { name: 'subnet-1', cidr: '10.1.1.0/24', vpc_id: vpcId, gateway_ip: '10.1.1.1' };
  const subnet = Object.assign(new vpcSdk.CreateSubnetOption(), usual, changes);
  const request = new vpcSdk.CreateSubnetRequest().withBody(
    new vpcSdk.CreateSubnetRequestBody().withSubnet(subnet),
  );
  return wire<{ subnet: WireSubnet }>(await network.createSubnet(request)).subnet;
}

export async function dropSubnet({ network }: HuaweiClients, vpcId: string, id: string): Promise<void> {
  await network.deleteSubnet(new vpcSdk.DeleteSubnetRequest().withVpcId(vpcId).withSubnetId(id));
}

export async function makeGroup({ network }: HuaweiClients, name = 'group-1'): Promise<WireGroup> {
  const group = new vpcSdk.CreateSecurityGroupOption().withName(name);
  const body = new vpcSdk.CreateSecurityGroupRequestBody().withSecurityGroup(group);
  const answer = await network.createSecurityGroup(new vpcSdk.CreateSecurityGroupRequest().withBody(body));
  return wire<{ security_group: WireGroup }>(answer).security_group;
}

export async function makeRule(
  { network }: HuaweiClients,
  groupId: string,
  changes: object = {},
): Promise<WireRule> {
  const usual = { security_group_id: groupId, direction: 'ingress' };
  const rule = Object.assign(new vpcSdk.CreateSecurityGroupRuleOption(), usual, changes);
  const body = new vpcSdk.CreateSecurityGroupRuleRequestBody().withSecurityGroupRule(rule);
  const answer = await network.createSecurityGroupRule(
    new vpcSdk.CreateSecurityGroupRuleRequest().withBody(body),
  );
  return wire<{ security_group_rule: WireRule }>(answer).security_group_rule;
}

export async function dropGroup({ network }: HuaweiClients, id: string): Promise<void> {
  await network.deleteSecurityGroup(new vpcSdk.DeleteSecurityGroupRequest().withSecurityGroupId(id));
}
