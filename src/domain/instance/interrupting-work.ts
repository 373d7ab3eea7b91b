import { DomainError } from '../errors.ts';
import type { InstanceUserRepository } from '../instance-user/instance-user-repository.ts';
import { requireClientName } from '../instance-user/instance-user.ts';
import { bindPublicAddresses, resolvePublicAccess } from '../network/bind-public-addresses.ts';
import type { Repositories } from '../store.ts';
import { newTask, type Requester } from '../task/new-task.ts';
import type { TaskKind } from '../task/task.ts';
import {
  accessWithPublic,
  type ClusterChanges,
  type ListenerChange,
  type RocketmqChange,
  type SettingsChange,
  specAfter,
} from './cluster-changes.ts';
import type { PublicAccessOrder } from './instance-order.ts';
import type {
  Instance,
  KafkaInstance,
  KafkaSpec,
  PublicAccess,
  RocketmqInstance,
  SaslMechanism,
} from './instance.ts';
import { statusAfter } from './status-after.ts';
import { withSpec } from './with-spec.ts';

/** What an owner has done to running brokers so that clients may notice: members are restarted, one at a time. */
export type InterruptingWork = Restart | { readonly kind: 'change'; readonly changes: ClusterChanges };

export interface Restart {
  readonly kind: 'restart' | 'upgrade';
  /** Of an upgrade to another line, which the engine must be able to change to; left out for the newest build of the brokers' line. */
  readonly version?: string;
}

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
    const status = statusAfter(instance, 'restart-requested');
    await recordVersion(repositories, instance, work);
    await repositories.instances.request(instance.id, status, nowMs);
  }
  await repositories.tasks.insert(task);
  return task.id;
}

/** @throws DomainError instance-busy while the brokers are on their way to another version */
async function recordVersion(
  { instances }: Repositories,
  instance: Instance,
  { version = instance.version }: Restart,
): Promise<void> {
  if (version === instance.version) return;
  const { versionChange = null } = instance.spec;
  if (versionChange !== null) {
    const message = `Instance ${instance.id} is being upgraded to ${instance.version}; try again when that is over.`;
    throw new DomainError('instance-busy', message);
  }
  const changing = withSpec(instance, { versionChange: { from: instance.version, stagesDone: 0 } });
  await instances.update({ ...changing, version }, null);
}

export function taskKindOf(work: InterruptingWork): TaskKind {
  if (work.kind !== 'change') return work.kind;
  const { changes } = work;
  if (changes.kind === 'settings') return 'change-settings';
  if (changes.kind === 'listener') return 'change-listeners';
  if (changes.kind === 'rocketmq') return changes.task;
  return changes.access === null ? 'disable-public-access' : 'enable-public-access';
}

async function recordChange(
  repositories: Repositories,
  instance: Instance,
  changes: ClusterChanges,
  nowMs: number,
): Promise<void> {
  if (changes.kind === 'rocketmq') {
    await repositories.instances.update(changedRocketmq(instance, changes), nowMs);
    return;
  }
  // What is changed inside may come with public access.
  const inside = changes.kind === 'public-access' ? changes.listener : changes;
  let after = instance;
  if (changes.kind === 'public-access') {
    after = withSpec(instance, {
      publicAccess: await boundPublicAccess(repositories, instance, changes.access),
    });
    if (after.engine === 'kafka') after = await withPublicLogins(repositories, after, changes.mechanisms);
  }
  if (inside !== undefined) {
    const kafka = requireKafka(after);
    after = { ...kafka, spec: await withChanges(repositories, kafka, inside, nowMs) };
  }
  const ofListener = inside?.kind === 'listener' ? inside.offering : undefined;
  const order = changes.kind === 'public-access' ? (changes.offering ?? ofListener) : ofListener;
  const offering = order?.(instance.offering) ?? instance.offering;
  await repositories.instances.update({ ...after, offering }, nowMs);
}

/** Users who waited for a listener with logins log in by its mechanisms. */
async function withPublicLogins(
  { instanceUsers }: Repositories,
  instance: KafkaInstance,
  mechanisms: readonly SaslMechanism[] | undefined,
): Promise<KafkaInstance> {
  const access = accessWithPublic(instance.spec, mechanisms);
  if (access.login !== null && instance.spec.access.login === null) {
    await instanceUsers.setMechanisms(instance.id, access.login.mechanisms);
  }
  return { ...instance, spec: { ...instance.spec, access } };
}

async function boundPublicAccess(
  { publicAddresses }: Repositories,
  instance: Instance,
  access: PublicAccessOrder | null,
): Promise<PublicAccess | null> {
  const { id, spec } = instance;
  const publicAccess = await resolvePublicAccess(publicAddresses, instance, spec.brokerCount, access);
  await bindPublicAddresses(publicAddresses, id, publicAccess);
  return publicAccess;
}

function changedRocketmq(instance: Instance, { spec, offering }: RocketmqChange): RocketmqInstance {
  if (instance.engine !== 'rocketmq') throw noSuchSetting(instance);
  return {
    ...instance,
    spec: { ...instance.spec, ...spec },
    offering: offering?.(instance.offering) ?? instance.offering,
  };
}

function requireKafka(instance: Instance): KafkaInstance {
  if (instance.engine === 'kafka') return instance;
  throw noSuchSetting(instance);
}

function noSuchSetting({ engine }: Instance): DomainError {
  return new DomainError('invalid-parameter', `Brokers of ${engine} have no such setting.`);
}

async function withChanges(
  { instanceUsers }: Repositories,
  { id, spec }: KafkaInstance,
  changes: SettingsChange | ListenerChange,
  nowMs: number,
): Promise<KafkaSpec> {
  const users = changes.kind === 'listener' ? await instanceUsers.list(id) : [];
  const after = specAfter(spec, changes, users[0]?.name ?? null);
  if (changes.kind === 'listener') await settleUsers(instanceUsers, id, after, changes, nowMs);
  return after;
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
