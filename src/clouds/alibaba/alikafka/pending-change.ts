import type { Caller } from '../../../domain/identity/caller.ts';
import type { TaskKind } from '../../../domain/task/task.ts';
import type { Services } from '../operation.ts';
import type { BoughtInstance } from './bought-instances.ts';

/** Work that leaves the brokers in service, while what was asked for does not hold on all of them yet. */
const kinds: ReadonlySet<TaskKind> = new Set([
  'change-settings',
  'change-listeners',
  'upgrade',
  'enable-public-access',
  'disable-public-access',
]);

/** Tasks are done in the order in which they were asked for, so that the newest ones tell. */
const lookedAt = 10;

/** Whether a change of the instance is under way, such as a listener that does not listen yet. */
export async function isChanging(
  { tasks }: Pick<Services, 'tasks'>,
  caller: Caller,
  { id, instance }: BoughtInstance,
): Promise<boolean> {
  if (instance === null || instance.status === 'deleting') return false;
  const { tasks: newest } = await tasks.list(caller, id, {}, { offset: 0, limit: lookedAt });
  return newest.some(
    ({ kind, status }) => kinds.has(kind) && (status === 'created' || status === 'executing'),
  );
}
