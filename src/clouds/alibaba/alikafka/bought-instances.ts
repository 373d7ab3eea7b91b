import type { Caller } from '../../../domain/identity/caller.ts';
import type { InstanceChanges } from '../../../domain/instance/instance-changes.ts';
import type { AlibabaOffering, KafkaInstance, Tag } from '../../../domain/instance/instance.ts';
import type { Reservation } from '../../../domain/instance/reservation.ts';
import { allInstances } from '../../all-instances.ts';
import { AlibabaError } from '../errors.ts';
import type { Services } from '../operation.ts';
import { alibabaOffering } from './alibaba-offering.ts';
import { checkInstanceId } from './instance-id.ts';

/** An instance as the cloud lists it: from its order on, whether it is deployed or not. */
export interface BoughtInstance {
  readonly id: string;
  readonly name: string;
  readonly offering: AlibabaOffering;
  readonly tags: readonly Tag[];
  readonly createdAtMs: number;
  /** Null until it is deployed. */
  readonly instance: KafkaInstance | null;
}

type Kept = Pick<Services, 'instances' | 'reservations'>;

/** All of the project, newest first. */
export async function boughtInstances(
  { instances, reservations }: Kept,
  caller: Caller,
): Promise<readonly BoughtInstance[]> {
  // Reservations first: one that is deployed meanwhile is then seen twice, and not missed.
  const reserved = await reservations.list(caller, 'alibaba');
  const deployed = await allInstances(instances, caller, { cloud: 'alibaba' });
  const ids = new Set(deployed.map(({ id }) => id));
  return [
    ...deployed.map((instance) => boughtInstance(instance)),
    ...reserved.filter(({ id }) => !ids.has(id)).map((reservation) => boughtReservation(reservation)),
  ].toSorted((a, b) => b.createdAtMs - a.createdAtMs);
}

/** @throws AlibabaError InstanceNotFound; DomainError instance-not-found */
export async function requireBought(
  { instances, reservations }: Kept,
  caller: Caller,
  givenId: string,
): Promise<BoughtInstance> {
  const id = checkInstanceId(givenId);
  const reservation = await reservations.find(caller, id);
  return reservation === null
    ? boughtInstance(await instances.get(caller, id))
    : boughtReservation(reservation);
}

/**
 * An instance that is deployed.
 * @throws AlibabaError InstanceNotFound, BIZ_INSTANCE_STATUS_ERROR; DomainError instance-not-found
 */
export async function requireDeployed(kept: Kept, caller: Caller, givenId: string): Promise<KafkaInstance> {
  const { instance } = await requireBought(kept, caller, givenId);
  if (instance !== null) return instance;
  throw new AlibabaError(
    'BIZ_INSTANCE_STATUS_ERROR',
    `Instance ${givenId} is not deployed yet; call StartInstance first.`,
  );
}

export interface BoughtChanges {
  readonly name?: string;
  readonly offering?: Partial<AlibabaOffering>;
  /** Whether brokers let nobody in; there are none to tell before the deployment. */
  readonly isolated?: boolean;
  /** What brokers hold clients to, where there are brokers. */
  readonly size?: NonNullable<InstanceChanges['size']>;
  /** Mbit/s from the internet, where it reaches the instance already. */
  readonly publicMbitps?: number;
}

/** Changes what is shown of an order, wherever it is kept. @throws as requireBought, and DomainError instance-busy */
export async function changeBought(
  { instances, reservations }: Kept,
  caller: Caller,
  { id, instance }: BoughtInstance,
  changes: BoughtChanges,
): Promise<void> {
  const { name, offering = {}, isolated, size, publicMbitps } = changes;
  if (instance === null) {
    await reservations.change(caller, id, (before) => ({
      ...before,
      name: name ?? before.name,
      offering: { ...alibabaOffering(before), ...offering },
    }));
    return;
  }
  await instances.update(caller, id, {
    ...(name === undefined ? {} : { name }),
    ...(isolated === undefined ? {} : { isolated }),
    ...(size === undefined ? {} : { size }),
    ...(publicMbitps === undefined ? {} : { publicAccess: { bandwidthMbitps: publicMbitps } }),
    offering: (before) => ({ ...alibabaOffering({ offering: before }), ...offering }),
  });
}

/** Replaces tags by what `change` makes of them, wherever they are kept. @throws DomainError, and whatever `change` throws */
export async function changeBoughtTags(
  { instances, reservations }: Kept,
  caller: Caller,
  { id, instance }: BoughtInstance,
  change: (present: readonly Tag[]) => readonly Tag[],
): Promise<void> {
  if (instance !== null) await instances.changeTags(caller, id, change);
  else await reservations.change(caller, id, (before) => ({ ...before, tags: change(before.tags) }));
}

function boughtInstance(instance: KafkaInstance): BoughtInstance {
  const { id, name, createdAtMs, spec } = instance;
  return { id, name, createdAtMs, offering: alibabaOffering(instance), tags: spec.tags, instance };
}

function boughtReservation({ id, name, createdAtMs, offering, tags }: Reservation): BoughtInstance {
  return { id, name, createdAtMs, offering: alibabaOffering({ offering }), tags, instance: null };
}
