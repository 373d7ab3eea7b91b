import { DomainError } from '../errors.ts';
import type { Instance } from './instance.ts';
import { type InstanceEvent, type InstanceStatus, nextStatus } from './lifecycle.ts';

export type OwnersEvent = Extract<InstanceEvent, `${string}-requested`>;

/** @throws DomainError instance-busy where the event is not allowed in the instance's status */
export function statusAfter(instance: Instance, event: OwnersEvent): InstanceStatus {
  const status = nextStatus(instance.status, event);
  if (status === null) throw busy(instance);
  return status;
}

export function busy(instance: Instance): DomainError {
  return new DomainError(
    'instance-busy',
    `Instance ${instance.id} is ${instance.status}; try again when that is over.`,
  );
}
