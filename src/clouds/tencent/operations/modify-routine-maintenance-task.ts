import { retentionRule } from '../ckafka/dynamic-retention.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { badValue, unsupportedOperation } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly MaintenanceType: string;
  readonly MaintenanceSubtype: string;
  readonly TopicName?: string;
  /** Per cent of the disk at which messages go. */
  readonly ConfigureThreshold?: number;
  /** Per cent of it that go at once. */
  readonly ConfigureStepSize?: number;
  /** Minutes that messages are kept for in any case. */
  readonly ConfigureLimit?: number;
  readonly PlannedTime?: number;
  readonly ExtraConfig?: string;
  /** 0 on, 1 off. */
  readonly Status?: number;
  readonly Week?: string;
}

/** Switches dynamic retention as ModifyInstanceAttributes does; the cloud's other routines are none of ours. */
export const modifyRoutineMaintenanceTask = operation<Parameters>(
  'ckafka',
  'ModifyRoutineMaintenanceTask',
  async ({ caller, parameters }, { instances }) => {
    const { MaintenanceType: type, MaintenanceSubtype: subtype, Status: status = 0 } = parameters;
    if (type !== 'QUOTA' || subtype !== 'MESSAGE_RETENTION_PERIOD') {
      throw unsupportedOperation('ModifyRoutineMaintenanceTask other than QUOTA, MESSAGE_RETENTION_PERIOD');
    }
    for (const name of ['TopicName', 'PlannedTime', 'ExtraConfig', 'Week'] as const) {
      if (parameters[name]) throw unsupportedOperation(`ModifyRoutineMaintenanceTask with ${name}`);
    }
    if (status !== 0 && status !== 1) throw badValue('Status', status, '0 (on) or 1 (off)');
    const atCapacity = retentionRule(
      {
        Enable: status === 0 ? 1 : 0,
        DiskQuotaPercentage: parameters.ConfigureThreshold ?? 0,
        StepForwardPercentage: parameters.ConfigureStepSize ?? 0,
        BottomRetention: parameters.ConfigureLimit ?? 0,
      },
      {
        DiskQuotaPercentage: 'ConfigureThreshold',
        StepForwardPercentage: 'ConfigureStepSize',
        BottomRetention: 'ConfigureLimit',
      },
    );
    const id = checkInstanceId(parameters.InstanceId);
    await instances.update(caller, id, atCapacity === null ? {} : { atCapacity });
    return writeResult();
  },
);
