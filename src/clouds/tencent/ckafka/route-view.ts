import type { KafkaInstance, TencentRoute } from '../../../domain/instance/instance.ts';
import type { InstancePlacement } from './instance-placement.ts';
import { listenerOf } from './routes.ts';
import { timeText } from './user-rules.ts';

/** An item of DescribeRoute: VipType 1 is public, 3 a VPC; Status 1 creating and 2 created. */
export function routeView(
  instance: KafkaInstance,
  route: TencentRoute,
  placement: InstancePlacement,
  deletedAtMs: number | null,
) {
  const { VpcId: vpcId, SubnetId: subnetId } = placement.shown(route);
  const listener = listenerOf(route);
  const vips = instance.endpoints
    .filter((endpoint) => endpoint.listener === listener)
    .map(({ address, port }) => ({ Vip: address, Vport: String(port) }));
  return {
    AccessType: route.accessType,
    RouteId: route.id,
    VipType: route.isPublic === true ? 1 : 3,
    VipList: vips.slice(0, 1),
    BrokerVipList: vips,
    Domain: '',
    DomainPort: 0,
    DeleteTimestamp: deletedAtMs === null ? '' : timeText(deletedAtMs),
    Subnet: subnetId,
    VpcId: vpcId,
    Note: route.note,
    Status: vips.length > 0 ? 2 : 1,
  };
}
