import type { Instance } from '../../../domain/instance/instance.ts';
import type { InstancePlacement } from './instance-placement.ts';
import { vipList } from './instance-view.ts';

/** The route that every instance comes with: its brokers in the VPC, without a login. */
export const defaultRouteId = 1;

/** VipType 3 is a VPC, AccessType 0 PLAINTEXT, Status 2 created. */
export function defaultRoute(instance: Instance, placement: InstancePlacement) {
  const { VpcId: vpcId, SubnetId: subnetId } = placement.shown(instance.spec.network);
  const vips = vipList(instance.endpoints);
  return {
    AccessType: 0,
    RouteId: defaultRouteId,
    VipType: 3,
    VipList: vips.slice(0, 1),
    BrokerVipList: vips,
    Domain: '',
    DomainPort: 0,
    DeleteTimestamp: '',
    Subnet: subnetId,
    VpcId: vpcId,
    Note: '',
    Status: vips.length > 0 ? 2 : 1,
  };
}
