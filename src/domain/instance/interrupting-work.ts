import type { InstanceUserRepository } from '../instance-user/instance-user-repository.ts';
import { requireClientName } from '../instance-user/instance-user.ts';
import type { Repositories } from '../store.ts';
import { newTask, type Requester } from '../task/new-task.ts';
import { type ClusterChanges, type ListenerChange, specAfter } from './cluster-changes.ts';
import type { Instance, KafkaSpec } from './instance.ts';
import { statusAfter } from './status-after.ts';

/** What an owner has done to running brokers so that clients may notice: members are restarted, one at a time. */
export type InterruptingWork =
  | { readonly kind: 'restart' }
  /** Restarts the brokers from the newest build of their line. */
  | { readonly kind: 'upgrade' }
  | { readonly kind: 'change'; readonly changes: ClusterChanges };

/**
 * Records the work with its task in the transaction of the caller, who wakes the reconciler after it. Answers the task's id.
 * @throws DomainError instance-busy, invalid-parameter
 */
export async function recordWork(
  repositories: Repositories,
  by: Requester,
  instance: Instance,
  work: InterruptingWork,
  { nowMs, newId }: { readonly nowMs: number; readonly newId: () => string },
): Promise<string> {
  const task = newTask(newId(), by, instance.id, taskKindOf(work), nowMs);
  if (work.kind === 'change') {
    statusAfter(instance, 'update-requested');
    await recordChange(repositories, instance, work.changes, nowMs);
  } else {
    await repositories.instances.request(instance.id, statusAfter(instance, 'restart-requested'), nowMs);
  }
  await repositories.tasks.insert(task);
  return task.id;
}

/** @throws DomainError invalid-parameter where the work could not be done to the instance as it is now */
export async function requirePossible(
  { instanceUsers }: Repositories,
  { id, spec }: Instance,
  work: InterruptingWork,
): Promise<void> {
  if (work.kind === 'change') specAfter(spec, work.changes, (await instanceUsers.list(id))[0]?.name ?? null);
}

export function taskKindOf(work: InterruptingWork) {
  if (work.kind !== 'change') return work.kind;
  return work.changes.kind === 'listener' ? 'change-listeners' : 'change-settings';
}

async function recordChange(
  { instances, instanceUsers }: Repositories,
  instance: Instance,
  changes: ClusterChanges,
  nowMs: number,
): Promise<void> {
  const { id } = instance;
  const users = changes.kind === 'listener' ? await instanceUsers.list(id) : [];
  const spec = specAfter(instance.spec, changes, users[0]?.name ?? null);
  if (changes.kind === 'listener') await settleUsers(instanceUsers, id, spec, changes, nowMs);
  await instances.update({ ...instance, spec }, nowMs);
}

/** Users of a listener that is switched on log in by its mechanisms, whoever they are. */
async function settleUsers(
  users: InstanceUserRepository,
  instanceId: string,
  { access }: KafkaSpec,
  { enable, user }: ListenerChange,
  createdAtMs: number,
): Promise<void> {
  if (!enable || access.login === null) return;
  const { mechanisms } = access.login;
  if (user !== null) {
    requireClientName(user.name, 'access.userName');
    const known = await users.find(instanceId, user.name);
    await users.save(instanceId, { ...user, mechanisms, createdAtMs: known?.createdAtMs ?? createdAtMs });
  }
  await users.setMechanisms(instanceId, mechanisms);
}
