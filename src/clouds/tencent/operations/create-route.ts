import { addRoute } from '../ckafka/routes.ts';
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
  readonly PublicNetwork?: number;
  readonly Ip?: string;
  readonly Note?: string;
  readonly SecurityGroupIds?: readonly string[];
  readonly IpWhitelist?: readonly object[];
}

/** Opens the listener of a route, by a restart of one broker after the other where they do not listen so yet. */
export const createRoute = operation<Parameters>(
  'ckafka',
  'CreateRoute',
  async ({ caller, parameters }, { instances, placement, randomInteger }) => {
    refuseUnsupported(parameters);
    const { VpcId: vpcId = '', SubnetId: subnetId = '' } = parameters;
    const missing = vpcId === '' ? 'VpcId' : subnetId === '' ? 'SubnetId' : null;
    if (missing !== null) {
      throw new TencentError(
        'InvalidParameterValue.NotAllowedEmpty',
        `Parameter \`${missing}\` is required for a route in a VPC.`,
      );
    }
    const id = checkInstanceId(parameters.InstanceId);
    const instance = await instances.get(caller, id);
    const { vpc, subnet } = await placement.find(caller, vpcId, subnetId);
    const route = {
      id: 100_000 + randomInteger(900_000),
      accessType: parameters.AccessType ?? 0,
      vpcId: vpc.id,
      subnetId: subnet.id,
      note: parameters.Note ?? '',
    };
    const taskId = await instances.change(caller, id, addRoute(instance, route));
    return writeResult({ FlowId: flowIdOf(taskId), RouteDTO: { RouteId: route.id } });
  },
);

function refuseUnsupported(asked: Parameters): void {
  if (asked.VipType === 1) throw unsupportedOperation('CreateRoute with VipType 1');
  if (asked.VipType !== 3) throw badValue('VipType', asked.VipType, '3 (in a VPC)');
  if ((asked.Ip ?? '') !== '') throw unsupportedOperation('CreateRoute with Ip');
  if ((asked.SecurityGroupIds ?? []).length > 0) {
    throw unsupportedOperation('CreateRoute with SecurityGroupIds');
  }
  if ((asked.IpWhitelist ?? []).length > 0) throw badValue('IpWhitelist', asked.IpWhitelist, 'none in a VPC');
}
