import { DomainError } from '../errors.ts';
import type { ClientLimits } from './client-limits.ts';
import type {
  BandwidthRaise,
  ClientAccess,
  ClusterSpec,
  Instance,
  KafkaInstance,
  KafkaSpec,
  MaintenanceWindow,
  Offering,
  PublicAccess,
} from './instance.ts';
import { withSpec } from './with-spec.ts';

/** What an owner may change about an instance as it stands; a field that is left out stays as it is. */
export interface InstanceChanges {
  readonly name?: string;
  readonly description?: string;
  readonly maintenanceWindow?: MaintenanceWindow;
  /** Null to let everybody in. */
  readonly securityGroupId?: string | null;
  readonly atCapacity?: ClusterSpec['atCapacity'];
  readonly enterpriseProjectId?: string;
  readonly isolated?: boolean;
  /** Of the public access where there is one. */
  readonly publicAccess?: Partial<Pick<PublicAccess, 'bandwidthMbitps' | 'admittedCidrs'>>;
  /** From where alone clients come to these listeners of Kafka's brokers. */
  readonly admitted?: NonNullable<ClientAccess['admitted']>;
  /** When clients of Kafka's brokers may do more. */
  readonly bandwidthRaises?: readonly BandwidthRaise[];
  /** What Kafka's brokers hold clients to while they run. */
  readonly size?: Partial<ClientLimits & Pick<KafkaSpec, 'storageGib'>>;
  /** What is shown of the order from now on; of the cloud where the instance was ordered. */
  readonly offering?: (before: Offering) => Offering;
}

export function changed(instance: KafkaInstance, changes: InstanceChanges): KafkaInstance;
export function changed(instance: Instance, changes: InstanceChanges): Instance;
export function changed(instance: Instance, changes: InstanceChanges): Instance {
  const { spec } = instance;
  const after = withSpec(instance, {
    ...(changes.isolated === undefined ? {} : { isolated: changes.isolated }),
    publicAccess: spec.publicAccess === null ? null : { ...spec.publicAccess, ...changes.publicAccess },
    maintenanceWindow: changes.maintenanceWindow ?? spec.maintenanceWindow,
    network: {
      ...spec.network,
      securityGroupId:
        changes.securityGroupId === undefined ? spec.network.securityGroupId : changes.securityGroupId,
    },
    atCapacity: changes.atCapacity ?? spec.atCapacity,
    enterpriseProjectId: changes.enterpriseProjectId ?? spec.enterpriseProjectId,
  });
  return {
    ...ofKafka(after, changes),
    name: changes.name ?? instance.name,
    description: changes.description ?? instance.description,
    offering: changes.offering?.(instance.offering) ?? instance.offering,
  };
}

/** What only instances of Kafka have. */
function ofKafka(instance: Instance, { size, admitted, bandwidthRaises: raises }: InstanceChanges): Instance {
  if (size === undefined && admitted === undefined && raises === undefined) return instance;
  if (instance.engine !== 'kafka') {
    throw new DomainError('invalid-parameter', 'Only instances of Kafka have that.', 'size');
  }
  const { access } = instance.spec;
  const narrowed = { ...access, admitted: { ...access.admitted, ...admitted } };
  return {
    ...instance,
    spec: {
      ...instance.spec,
      ...size,
      ...(raises === undefined ? {} : { bandwidthRaises: raises }),
      access: admitted === undefined ? access : narrowed,
    },
  };
}

/** Whether the brokers behave otherwise after the change, so that the reconciler has something to do. */
export function brokersMustLearn(before: Instance, after: Instance): boolean {
  return before.spec.atCapacity !== after.spec.atCapacity;
}
