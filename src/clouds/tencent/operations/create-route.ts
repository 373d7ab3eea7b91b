import type { ClusterChanges } from '../../../domain/instance/cluster-changes.ts';
import {
  allowList,
  type AllowedBlock,
  checkPublicMbitps,
  publicAccessOrder,
} from '../ckafka/public-route.ts';
import { addRoute } from '../ckafka/routes.ts';
import { withinSpending } from '../ckafka/spending.ts';
import { tencentOffering } from '../ckafka/tencent-offering.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { badValue, TencentError, unsupportedOperation } from '../errors.ts';
import { flowIdOf } from '../flow-id.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  /** 3 in a VPC, 1 public, 7 of the cloud's own support. */
  readonly VipType: number;
  readonly VpcId?: string;
  readonly SubnetId?: string;
  readonly AccessType?: number;
  /** Without meaning since long. */
  readonly AuthFlag?: number;
  readonly CallerAppid?: number;
  /** Mbit/s of a public route; those that were ordered with the instance where it is left out. */
  readonly PublicNetwork?: number;
  readonly Ip?: string;
  readonly Note?: string;
  readonly SecurityGroupIds?: readonly string[];
  readonly IpWhitelist?: readonly AllowedBlock[];
}

/** Opens the listener of a route, by a restart of one broker after the other where they do not listen so yet. */
export const createRoute = operation<Parameters>(
  'ckafka',
  'CreateRoute',
  async ({ caller, parameters }, services) => {
    refuseUnsupported(parameters);
    const { instances, placement, randomInteger } = services;
    const id = checkInstanceId(parameters.InstanceId);
    const route = {
      id: 100_000 + randomInteger(900_000),
      accessType: parameters.AccessType ?? 0,
      note: parameters.Note ?? '',
    };
    let change: ClusterChanges;
    if (parameters.VipType === 1) {
      const list = allowList(parameters.IpWhitelist ?? []);
      const instance = await instances.get(caller, id);
      const mbitps = checkPublicMbitps(parameters.PublicNetwork ?? tencentOffering(instance).publicMbitps);
      const { vpcId, subnetId } = instance.spec.network;
      const ordered = { ...route, vpcId, subnetId, isPublic: true, allowList: list };
      const listener = addRoute(instance, ordered, { publicMbitps: mbitps });
      const access = await publicAccessOrder(services, caller, instance, mbitps, listener.listener, list);
      change = { kind: 'public-access', access, listener };
    } else {
      const [vpcId, subnetId] = [required(parameters, 'VpcId'), required(parameters, 'SubnetId')];
      const instance = await instances.get(caller, id);
      const { vpc, subnet } = await placement.find(caller, vpcId, subnetId);
      change = addRoute(instance, { ...route, vpcId: vpc.id, subnetId: subnet.id });
    }
    const taskId = await instances.change(caller, id, change, withinSpending(services));
    return writeResult({ FlowId: flowIdOf(taskId), RouteDTO: { RouteId: route.id } });
  },
);

function required(asked: Parameters, name: 'VpcId' | 'SubnetId'): string {
  const value = asked[name] ?? '';
  if (value !== '') return value;
  throw new TencentError(
    'InvalidParameterValue.NotAllowedEmpty',
    `Parameter \`${name}\` is required for a route in a VPC.`,
  );
}

function refuseUnsupported(asked: Parameters): void {
  if (asked.VipType !== 1 && asked.VipType !== 3) {
    throw badValue('VipType', asked.VipType, '1 (public) or 3 (in a VPC)');
  }
  if ((asked.Ip ?? '') !== '') throw unsupportedOperation('CreateRoute with Ip');
  if ((asked.SecurityGroupIds ?? []).length > 0) {
    throw unsupportedOperation('CreateRoute with SecurityGroupIds');
  }
  if (asked.VipType === 3 && (asked.IpWhitelist ?? []).length > 0)
    throw badValue('IpWhitelist', asked.IpWhitelist, 'none in a VPC');
}
