import type { ClusterChanges } from '../../../domain/instance/cluster-changes.ts';
import type { InstanceChanges } from '../../../domain/instance/instance-changes.ts';
import { badValue, unsupportedOperation } from '../errors.ts';
import {
  checkName,
  checkRetention,
  checkSwitch,
  freePublicMbitps,
  publicMbitpsAtMost,
} from './create-order.ts';
import { retentionRule, type DynamicRetention } from './dynamic-retention.ts';
import { changeOffering } from './tencent-offering.ts';

/** The parameters of ModifyInstanceAttributes. */
export interface AttributeParameters {
  readonly InstanceId: string;
  readonly MsgRetentionTime?: number;
  readonly InstanceName?: string;
  readonly Config?: {
    readonly AutoCreateTopicEnable?: boolean;
    readonly DefaultNumPartitions?: number;
    readonly DefaultReplicationFactor?: number;
  };
  readonly DynamicRetentionConfig?: DynamicRetention;
  readonly RebalanceTime?: number;
  readonly PublicNetwork?: number;
  readonly DynamicDiskConfig?: { readonly Enable?: number };
  readonly MaxMessageByte?: number;
  readonly UncleanLeaderElectionEnable?: number;
  readonly DeleteProtectionEnable?: number;
  readonly RetentionBytes?: number;
  readonly AdminSecurity?: boolean;
  readonly TransactionalIdExpirationMs?: number;
}

export interface AttributeChanges {
  /** What is known of the instance; null where nothing of it changes. */
  readonly instance: InstanceChanges | null;
  /** How the brokers behave; null where nothing of it changes. */
  readonly cluster: ClusterChanges | null;
}

/** @throws TencentError InvalidParameterValue, UnsupportedOperation */
export function attributeChanges(asked: AttributeParameters): AttributeChanges {
  refuseUnsupported(asked);
  const instance: InstanceChanges = {
    ...(asked.InstanceName === undefined || asked.InstanceName === ''
      ? {}
      : { name: checkName(asked.InstanceName) }),
    ...capacityChange(asked.DynamicRetentionConfig),
    ...offeringChange(asked),
    ...(asked.PublicNetwork === undefined ? {} : { publicAccess: { bandwidthMbitps: asked.PublicNetwork } }),
  };
  const topicDefaults = {
    ...(asked.MsgRetentionTime === undefined
      ? {}
      : { retentionMs: checkRetention(asked.MsgRetentionTime) * 60_000 }),
    ...(asked.MaxMessageByte === undefined ? {} : { maxMessageBytes: asked.MaxMessageByte }),
    ...positive('partitions', asked.Config?.DefaultNumPartitions),
    ...positive('replicas', asked.Config?.DefaultReplicationFactor),
  };
  const autoCreate = asked.Config?.AutoCreateTopicEnable;
  const changesCluster = autoCreate !== undefined || Object.keys(topicDefaults).length > 0;
  return {
    instance: Object.keys(instance).length > 0 ? instance : null,
    cluster: changesCluster
      ? {
          kind: 'settings',
          topicDefaults,
          ...(autoCreate === undefined ? {} : { autoCreateTopics: autoCreate }),
        }
      : null,
  };
}

/** Terraform sends 0 for what a configuration leaves open. */
function positive<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined || value === 0 ? {} : ({ [key]: value } as Record<K, number>);
}

function capacityChange(asked: DynamicRetention | undefined): InstanceChanges {
  const change = asked === undefined ? null : retentionRule(asked);
  return change === null ? {} : { atCapacity: change };
}

function offeringChange({ PublicNetwork: mbitps, DeleteProtectionEnable: protection }: AttributeParameters) {
  if (mbitps === undefined && protection === undefined) return {};
  if (
    mbitps !== undefined &&
    (mbitps < freePublicMbitps || mbitps > publicMbitpsAtMost || mbitps % 3 !== 0)
  ) {
    const allowed = `${freePublicMbitps} to ${publicMbitpsAtMost} Mbit/s in multiples of 3`;
    throw badValue('PublicNetwork', mbitps, allowed);
  }
  const isProtected =
    protection === undefined ? undefined : checkSwitch('DeleteProtectionEnable', protection);
  return {
    offering: changeOffering((before) => ({
      publicMbitps: mbitps ?? before.publicMbitps,
      deletionProtected: isProtected ?? before.deletionProtected,
    })),
  };
}

function refuseUnsupported(asked: AttributeParameters): void {
  if (asked.DynamicDiskConfig?.Enable === 1) throw unsupportedOperation('DynamicDiskConfig');
  if (asked.UncleanLeaderElectionEnable === 1) throw unsupportedOperation('UncleanLeaderElectionEnable');
  if ((asked.RebalanceTime ?? 0) !== 0) throw unsupportedOperation('RebalanceTime');
  if (asked.AdminSecurity === true) throw unsupportedOperation('AdminSecurity');
  if ((asked.RetentionBytes ?? -1) > 0) throw unsupportedOperation('RetentionBytes');
  if (asked.TransactionalIdExpirationMs !== undefined) {
    throw unsupportedOperation('TransactionalIdExpirationMs');
  }
}
