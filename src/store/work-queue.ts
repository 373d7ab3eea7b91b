import type { Kysely, Transaction } from 'kysely';
import type { Instance } from '../domain/instance/instance.ts';
import { nextStatus, type InstanceEvent, type InstanceStatus } from '../domain/instance/lifecycle.ts';
import type { TaskStatus } from '../domain/task/task.ts';
import { type Claim, LeaseLostError, type WorkQueue } from '../reconcile/work-queue.ts';
import { toInstance } from './instance-row.ts';
import { readUsersForBrokers } from './instance-user-repository.ts';
import { createPublicAddressRepository } from './public-address-repository.ts';
import type { Schema } from './schema.ts';
import type { Seal } from './sealing.ts';
import { createSecretRepository } from './secret-repository.ts';

const batchSize = 500;
/** Per instance. One whose broker keeps crashing writes entries for as long as it does. */
const journalEntriesKept = 500;

export function createWorkQueue(database: Kysely<Schema>, seal: Seal): WorkQueue {
  /** Runs `write` in a transaction that holds only while the claim is the instance's latest. */
  async function fenced<T>(
    claim: Claim,
    write: (transaction: Transaction<Schema>) => Promise<T>,
  ): Promise<T> {
    return database.transaction().execute(async (transaction) => {
      const held = await transaction
        .selectFrom('instances')
        .where('id', '=', claim.instance.id)
        .where('fencing_token', '=', claim.fencingToken)
        .select('id')
        .executeTakeFirst();
      if (held === undefined) throw new LeaseLostError(claim.instance.id);
      return write(transaction);
    });
  }

  return {
    async claim(owner, nowMs, leaseMs, limit) {
      return database.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('instances')
          .where('due_at_ms', '<=', nowMs)
          .where((where) =>
            where.or([where('lease_until_ms', 'is', null), where('lease_until_ms', '<', nowMs)]),
          )
          .selectAll()
          .orderBy('due_at_ms')
          .limit(limit)
          .execute();
        const claims: Claim[] = [];
        for (const row of rows) {
          const fencingToken = row.fencing_token + 1;
          await transaction
            .updateTable('instances')
            .set({ lease_owner: owner, lease_until_ms: nowMs + leaseMs, fencing_token: fencingToken })
            .where('id', '=', row.id)
            .execute();
          claims.push({
            instance: toInstance(row),
            owner,
            fencingToken,
            generation: row.generation,
            failedAttempts: row.failed_attempts,
            ...(await takeUpTasks(transaction, row.id, nowMs)),
          });
        }
        return claims;
      });
    },

    async nextDueAtMs(nowMs) {
      const row = await database
        .selectFrom('instances')
        .where('due_at_ms', 'is not', null)
        .where((where) =>
          where.or([where('lease_until_ms', 'is', null), where('lease_until_ms', '<', nowMs)]),
        )
        .select('due_at_ms')
        .orderBy('due_at_ms')
        .limit(1)
        .executeTakeFirst();
      return row?.due_at_ms ?? null;
    },

    async extend(claim, leaseUntilMs) {
      const row = await database
        .updateTable('instances')
        .set({ lease_until_ms: leaseUntilMs })
        .where('id', '=', claim.instance.id)
        .where('fencing_token', '=', claim.fencingToken)
        // A heartbeat that comes after the release must not keep the next worker out.
        .where('lease_owner', '=', claim.owner)
        .returning('generation')
        .executeTakeFirst();
      if (row === undefined) throw new LeaseLostError(claim.instance.id);
      return row.generation;
    },

    async release(claim, dueAtMs, outcome) {
      await fenced(claim, async (transaction) => {
        const row = await transaction
          .selectFrom('instances')
          .where('id', '=', claim.instance.id)
          .select(['generation', 'due_at_ms'])
          .executeTakeFirstOrThrow();
        await transaction
          .updateTable('instances')
          .set((column) => ({
            lease_owner: null,
            lease_until_ms: null,
            due_at_ms: row.generation === claim.generation ? dueAtMs : row.due_at_ms,
            ...(outcome === 'succeeded' ? { failed_attempts: 0 } : {}),
            ...(outcome === 'failed' ? { failed_attempts: column('failed_attempts', '+', 1) } : {}),
          }))
          .where('id', '=', claim.instance.id)
          .execute();
      });
    },

    async wake(instanceId, atMs) {
      await database
        .updateTable('instances')
        .set({ due_at_ms: atMs })
        .where('id', '=', instanceId)
        .where((where) => where.or([where('due_at_ms', 'is', null), where('due_at_ms', '>', atMs)]))
        .execute();
    },

    async saveEndpoints(claim, endpoints) {
      await fenced(claim, (transaction) =>
        transaction
          .updateTable('instances')
          .set({ endpoints: JSON.stringify(endpoints) })
          .where('id', '=', claim.instance.id)
          .execute(),
      );
    },

    readSecrets: (claim) => createSecretRepository(database, seal).read(claim.instance.id),

    async saveSecrets(claim, secrets) {
      await fenced(claim, (transaction) =>
        createSecretRepository(transaction, seal).save(claim.instance.id, secrets),
      );
    },

    readUsers: (claim) => readUsersForBrokers(database, seal, claim.instance.id),

    async forgetRemovedUsers(claim, names) {
      if (names.length === 0) return;
      await fenced(claim, (transaction) =>
        transaction
          .deleteFrom('instance_users')
          .where('instance_id', '=', claim.instance.id)
          .where('name', 'in', [...names])
          .where('removed_at_ms', 'is not', null)
          .execute(),
      );
    },

    async freePublicAddresses(claim) {
      const { id, spec } = claim.instance;
      await fenced(claim, async (transaction) => {
        const row = await transaction
          .selectFrom('instances')
          .where('id', '=', id)
          .select('generation')
          .executeTakeFirstOrThrow();
        // The owner may want others by now, which are bound already.
        if (row.generation !== claim.generation) return;
        const kept = (spec.publicAccess?.addresses ?? []).map((address) => address.id);
        await createPublicAddressRepository(transaction).unbindOthers(id, kept);
      });
    },

    async saveVersionChange(claim, versionChange) {
      await fenced(claim, async (transaction) => {
        // The owner may have changed the rest meanwhile.
        const { spec } = await transaction
          .selectFrom('instances')
          .where('id', '=', claim.instance.id)
          .select('spec')
          .executeTakeFirstOrThrow();
        const changed = { ...(JSON.parse(spec) as Instance['spec']), versionChange };
        await transaction
          .updateTable('instances')
          .set({ spec: JSON.stringify(changed) })
          .where('id', '=', claim.instance.id)
          .execute();
      });
    },

    async beginStep(claim, step, nowMs) {
      return fenced(claim, async (transaction) => {
        const { position } = await transaction
          .insertInto('journal')
          .values({ instance_id: claim.instance.id, task_id: claim.taskId, step, started_at_ms: nowMs })
          .returning('position')
          .executeTakeFirstOrThrow();
        await transaction
          .deleteFrom('journal')
          .where('instance_id', '=', claim.instance.id)
          .where('position', '<=', (rows) =>
            rows
              .selectFrom('journal')
              .where('instance_id', '=', claim.instance.id)
              .select('position')
              .orderBy('position', 'desc')
              .limit(1)
              .offset(journalEntriesKept),
          )
          .execute();
        return position;
      });
    },

    async endStep(claim, entry, nowMs, failure) {
      await fenced(claim, (transaction) =>
        transaction
          .updateTable('journal')
          .set({ ended_at_ms: nowMs, failure })
          .where('position', '=', entry)
          .execute(),
      );
    },

    async report(claim, event, reason, nowMs) {
      await fenced(claim, async (transaction) => {
        const row = await transaction
          .selectFrom('instances')
          .where('id', '=', claim.instance.id)
          .select(['status', 'generation', 'ready_at_ms'])
          .executeTakeFirstOrThrow();
        // The owner asked for something else meanwhile (a delete): what was seen is of no interest any more.
        if (row.generation !== claim.generation) return;
        const next = nextStatus(row.status as InstanceStatus, event);
        if (next === null) return;
        await transaction
          .updateTable('instances')
          .set({
            status: next,
            status_reason: reason,
            ...(event === 'proven-ready' && row.ready_at_ms === null ? { ready_at_ms: nowMs } : {}),
          })
          .where('id', '=', claim.instance.id)
          .execute();
        await endTasks(transaction, claim, event, reason, nowMs);
      });
    },

    async note(claim, text, nowMs) {
      await fenced(claim, (transaction) =>
        transaction
          .updateTable('tasks')
          .set({ reason: text, updated_at_ms: nowMs })
          .where('instance_id', '=', claim.instance.id)
          .where('status', 'in', open)
          .execute(),
      );
    },

    async forget(claim) {
      await fenced(claim, async (transaction) => {
        await createPublicAddressRepository(transaction).unbindOthers(claim.instance.id, []);
        await transaction.deleteFrom('instances').where('id', '=', claim.instance.id).execute();
      });
    },

    async endAllLeases() {
      await database
        .updateTable('instances')
        .set({ lease_owner: null, lease_until_ms: null })
        .where('lease_owner', 'is not', null)
        .execute();
    },

    async instanceIds() {
      const rows = await database.selectFrom('instances').select('id').execute();
      return new Set(rows.map((row) => row.id));
    },

    async *instancesOf(status) {
      let after = 0;
      for (;;) {
        const rows = await database
          .selectFrom('instances')
          .where('status', '=', status)
          .where('position', '>', after)
          .selectAll()
          .orderBy('position')
          .limit(batchSize)
          .execute();
        for (const row of rows) yield toInstance(row);
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.position;
      }
    },
  };
}

const open = ['created', 'executing'] as const;

/** All tasks of the instance that have not ended are being executed from now on; the steps are journalled under the newest. */
async function takeUpTasks(
  database: Kysely<Schema>,
  instanceId: string,
  nowMs: number,
): Promise<Pick<Claim, 'taskId' | 'restartRequestedAtMs'>> {
  const rows = await database
    .selectFrom('tasks')
    .where('instance_id', '=', instanceId)
    .where('status', 'in', open)
    .select(['id', 'kind', 'status', 'created_at_ms'])
    .orderBy('position', 'desc')
    .execute();
  if (rows.some((row) => row.status === 'created')) {
    await database
      .updateTable('tasks')
      .set({ status: 'executing', updated_at_ms: nowMs })
      .where('instance_id', '=', instanceId)
      .where('status', '=', 'created')
      .execute();
  }
  return {
    taskId: rows[0]?.id ?? null,
    restartRequestedAtMs:
      rows.find((row) => row.kind === 'restart' || row.kind === 'upgrade')?.created_at_ms ?? null,
  };
}

const taskStatusAfter: Readonly<Partial<Record<InstanceEvent, TaskStatus>>> = {
  'proven-ready': 'succeeded',
  failed: 'failed',
};

/** The claim's generation is the instance's own, so that all open tasks are among those that it took up. */
async function endTasks(
  database: Kysely<Schema>,
  claim: Claim,
  event: InstanceEvent,
  reason: string | null,
  nowMs: number,
): Promise<void> {
  const status = taskStatusAfter[event];
  if (claim.taskId === null || status === undefined) return;
  await database
    .updateTable('tasks')
    // Without a reason of its own, what was noted on the way stays.
    .set({ status, ...(reason === null ? {} : { reason }), updated_at_ms: nowMs })
    .where('instance_id', '=', claim.instance.id)
    .where('status', 'in', open)
    .execute();
}
