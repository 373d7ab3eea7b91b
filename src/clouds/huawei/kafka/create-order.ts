import type { KafkaOrder } from '../../../domain/instance/instance-order.ts';
import type { Services } from '../operation.ts';
import { checkCreateBody } from './create-body.ts';
import { resolveAccess } from './create-rules/access.ts';
import { checkEngine } from './create-rules/engine.ts';
import { resolveKafkaManager } from './create-rules/kafka-manager.ts';
import { defaultWindow, resolveMaintenanceWindow } from '../instances/maintenance-window.ts';
import { resolveEncryptionKey } from '../instances/disk-encryption.ts';
import { atCapacityOf } from './create-rules/retention-policy.ts';
import { resolveOffering, storageClassOf } from './create-rules/offering.ts';
import { resolvePublicAccess } from './create-rules/public-access.ts';
import { resolveTags } from '../instances/tags.ts';
import { refuseUnsupported } from './create-rules/unsupported.ts';
import { resolveZones } from '../instances/zones.ts';

/**
 * Turns the body of the create call into an order, in domain words. Pure: every fault that the body alone can have is
 * found here, before anything is made.
 * @param pathEngine the engine that the path names, where it names one
 * @throws HuaweiError for the first fault
 */
export function createOrder(
  given: unknown,
  pathEngine: string | undefined,
  services: Pick<Services, 'zones' | 'kafkaVersions'>,
): KafkaOrder {
  const body = checkCreateBody(given);
  checkEngine(body, pathEngine, services.kafkaVersions);
  const { offering, size } = resolveOffering(body);
  const { access, userPassword } = resolveAccess(body);
  const zones = resolveZones(body.available_zones, services.zones);
  const kafkaManager = resolveKafkaManager(body);
  const maintenanceWindow = resolveMaintenanceWindow(body) ?? defaultWindow;
  const publicAccess = resolvePublicAccess(body, size.brokerCount);
  const tags = resolveTags(body.tags);
  const encryptionKeyId = resolveEncryptionKey(body);
  refuseUnsupported(body);
  return {
    engine: 'kafka',
    name: body.name,
    nameIsUnique: true,
    description: body.description ?? '',
    version: body.engine_version,
    offering,
    spec: {
      ...size,
      storageClass: storageClassOf(body.storage_spec_code),
      encryptionKeyId,
      // Terraform documents time_base as the default.
      atCapacity: atCapacityOf(body.retention_policy ?? 'time_base'),
      zones,
      network: {
        vpcId: body.vpc_id,
        subnetId: body.subnet_id,
        securityGroupId: body.security_group_id,
      },
      access,
      ipv6: body.ipv6_enable ?? false,
      autoCreateTopics: body.enable_auto_topic ?? false,
      maintenanceWindow,
      publicAccess,
      kafkaManagerUser: kafkaManager.user,
      enterpriseProjectId: body.enterprise_project_id || '0',
      tags,
    },
    userPassword,
    kafkaManagerPassword: kafkaManager.password,
  };
}
