import type { Cloud, WireRequest } from '../../src/clouds/cloud.ts';
import { createHuaweiCloud } from '../../src/clouds/huawei/dialect.ts';
import { createThrottle } from '../../src/clouds/throttle.ts';
import type { Store } from '../../src/domain/store.ts';
import { signedRequest } from './huawei-signing.ts';
import type { UnsignedRequest } from './huawei-signing.ts';
import { alice, now } from './owners.ts';
import { type ComposedOptions, composeServices } from './composed-services.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly json: any;
}

/** The paths of alice's project begin so. */
export const home = '/v2/alice-project';

export function signed(request: UnsignedRequest, owner = alice, atMs = now): WireRequest {
  return signedRequest(request, owner, { atMs });
}

export interface HuaweiCloudOptions extends ComposedOptions {
  readonly requestsPerSecond?: number;
  readonly rocketmqVersions?: readonly string[];
}

/** The dialect and all behind it but the reconciler. Without options its clock stands still. */
let orders = 0;

export function composeCloud(
  store: Store,
  { requestsPerSecond = 1_000_000, rocketmqVersions = ['4.8.0', '5.x'], ...options }: HuaweiCloudOptions = {},
): { cloud: Cloud; defects: readonly object[] } {
  const { services, defects } = composeServices(store, options);
  const { nowMs } = services;
  const cloud = createHuaweiCloud({
    ...services,
    usedStorageGb: () => 0,
    region: 'cn-north-4',
    kafkaVersions: ['2.3.0'],
    rocketmqVersions,
    rocketmqReplicas: 3,
    newOrderId: () => `CS2611212200${String(orders++).padStart(5, 'A')}`,
    hasIpv6: false,
    throttle: createThrottle({ perSecond: requestsPerSecond, burst: 2 * requestsPerSecond, nowMs }),
  });
  return { cloud, defects };
}
