import type { KafkaOrder } from '../../../domain/instance/instance-order.ts';
import { holdPublicAddresses } from '../../../domain/network/hold-public-addresses.ts';
import { requireBought } from '../alikafka/bought-instances.ts';
import { requireStartable, startOrder, type StartParameters } from '../alikafka/start-instance.ts';
import { badValue } from '../errors.ts';
import { requireGroup, requireVpc, requireVSwitch } from '../networks.ts';
import { type Call, operation, type Services } from '../operation.ts';
import { encryptionRole } from '../ram/role-view.ts';
import { groupOfInstance } from '../vpc/group-of-instance.ts';

/** Deploys an instance that was ordered. GetInstanceList shows it in service (5) once every broker has proven itself. */
export const startInstance = operation<StartParameters>(
  'alikafka',
  'StartInstance',
  async ({ caller, parameters }, services) => {
    const { instances, networks, kafkaVersions } = services;
    const bought = await requireBought(services, caller, parameters.InstanceId);
    requireStartable(bought);
    const vpc = await requireVpc(networks, caller, parameters.VpcId);
    const vSwitch = await requireVSwitch(networks, caller, parameters.VSwitchId, vpc);
    for (const other of parameters.VSwitchIds ?? []) {
      const { id } = await requireVSwitch(networks, caller, other, vpc);
      if (id !== vSwitch.id) throw badValue('VSwitchIds', other, 'that of VSwitchId: an instance is in one');
    }
    const { SecurityGroup: given } = parameters;
    const securityGroup =
      given === undefined ? null : await requireGroup(networks, caller, 'SecurityGroup', given);
    const checked = startOrder(bought, parameters, { vpc, vSwitch, securityGroup }, kafkaVersions);
    const order = await withPublicAddresses(checked, caller, services);
    if (securityGroup !== null) await instances.create(caller, order);
    else await createWithGroup(order, caller, services);
    // Whoever encrypts for the first time gets the role by which the cloud uses the key.
    if (parameters.KMSKeyId !== undefined) {
      const role = { name: encryptionRole, createdAtMs: services.nowMs() };
      await services.serviceRoles.ensure(caller.projectId, role);
    }
    return {};
  },
);

/** Makes the instance's security group with it. */
async function createWithGroup(
  order: KafkaOrder,
  caller: Call['caller'],
  { instances, networks }: Services,
): Promise<void> {
  const made = await groupOfInstance(networks, caller, order.id ?? order.name);
  const network = { ...order.spec.network, securityGroupId: made.id };
  try {
    await instances.create(caller, { ...order, spec: { ...order.spec, network } });
  } catch (error) {
    await networks.deleteSecurityGroup(caller, made.id);
    throw error;
  }
}

/** Addresses that the order does not use up in the end stay the project's, for the next one. */
async function withPublicAddresses(
  order: KafkaOrder,
  caller: Call['caller'],
  { publicAddresses }: Services,
): Promise<KafkaOrder> {
  const { publicAccess, brokerCount } = order.spec;
  if (publicAccess === null) return order;
  const publicAddressIds = await holdPublicAddresses(publicAddresses, caller, {
    count: brokerCount,
    bandwidthName: order.name,
    bandwidthMbitps: publicAccess.bandwidthMbitps,
  });
  return { ...order, spec: { ...order.spec, publicAccess: { ...publicAccess, publicAddressIds } } };
}
