import type { RocketmqOrder } from '../../../domain/instance/instance-order.ts';
import { HuaweiError } from '../errors.ts';
import { resolveEncryptionKey } from '../instances/disk-encryption.ts';
import { defaultWindow } from '../instances/maintenance-window.ts';
import { resolveZones } from '../instances/zones.ts';
import type { Services } from '../operation.ts';
import { checkCreateBody, type CreateBody } from './create-body.ts';
import { type Purchase, resolveBilling } from './create-rules/billing.ts';
import { checkArchitecture } from './create-rules/architecture.ts';
import { checkEngine } from './create-rules/engine.ts';
import { resolveOffering } from './create-rules/offering.ts';
import { resolvePublicAccess } from './create-rules/public-access.ts';
import { resolveTlsMode } from './create-rules/tls.ts';

type Needed = Pick<Services, 'zones' | 'rocketmqVersions' | 'rocketmqReplicas' | 'nowMs' | 'newOrderId'>;

/**
 * Turns the body of the create call into an order, in domain words: every fault that the body alone can have is found here, before
 * anything is made.
 * @param pathEngine the engine that the path names, where it names one
 * @throws HuaweiError for the first fault
 */
export function createOrder(given: unknown, pathEngine: string | undefined, services: Needed): RocketmqOrder {
  const body = checkCreateBody(given);
  checkEngine(body, pathEngine, services.rocketmqVersions);
  const { offering, size } = resolveOffering(body);
  const tlsMode = resolveTlsMode(body);
  const grpcProxy = resolveProxy(body);
  const zones = resolveZones(body.available_zones, services.zones);
  const publicAccess = resolvePublicAccess(body, size.brokerCount);
  const purchase = resolveBilling(body.bss_param);
  const encryptionKeyId = resolveEncryptionKey(body);
  checkArchitecture(body);
  return {
    engine: 'rocketmq',
    name: body.name,
    nameIsUnique: true,
    description: body.description ?? '',
    version: body.engine_version,
    offering,
    spec: {
      ...size,
      replicasPerBroker: services.rocketmqReplicas,
      storageClass: body.storage_spec_code.replace(/^dms\.physical\.storage\.|\.v2$/g, ''),
      encryptionKeyId,
      atCapacity: 'delete-oldest',
      zones,
      network: {
        vpcId: body.vpc_id,
        subnetId: body.subnet_id,
        securityGroupId: body.security_group_id,
      },
      tlsMode,
      acl: body.enable_acl ?? false,
      grpcProxy,
      ipv6: body.ipv6_enable ?? false,
      prepaid: purchase === null ? null : orderedNow(purchase, services),
      maintenanceWindow: defaultWindow,
      publicAccess,
      enterpriseProjectId: body.enterprise_project_id || '0',
      tags: [],
    },
  };
}

function orderedNow(
  { isPaid, periodMonths, autoRenews }: Purchase,
  { nowMs, newOrderId }: Pick<Needed, 'nowMs' | 'newOrderId'>,
) {
  return { orderId: newOrderId(), paidAtMs: isPaid ? nowMs() : null, periodMonths, autoRenews };
}

/** @throws HuaweiError DMS.00400129: 4.8.0 has no proxy */
function resolveProxy(body: Pick<CreateBody, 'proxy_enable' | 'engine_version'>): boolean {
  const enable = body.proxy_enable ?? false;
  if (enable && body.engine_version === '4.8.0') {
    throw new HuaweiError(
      'DMS.00400129',
      'Parameter proxy_enable was true; allowed: false with engine_version 4.8.0.',
    );
  }
  return enable;
}
