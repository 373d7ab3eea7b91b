import type { Kysely, Transaction } from 'kysely';
import { nextStatus, type InstanceEvent, type InstanceStatus } from '../domain/instance/lifecycle.ts';
import type { TaskStatus } from '../domain/task/task.ts';
import { type Claim, LeaseLostError, type WorkQueue } from '../reconcile/work-queue.ts';
import { toInstance } from './instance-row.ts';
import type { Schema } from './schema.ts';
import type { Seal } from './sealing.ts';
import { createSecretRepository } from './secret-repository.ts';

const batchSize = 500;

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
            taskId: await takeUpTask(transaction, row.id, nowMs),
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

    async beginStep(claim, step, nowMs) {
      return fenced(claim, async (transaction) => {
        const { position } = await transaction
          .insertInto('journal')
          .values({ instance_id: claim.instance.id, task_id: claim.taskId, step, started_at_ms: nowMs })
          .returning('position')
          .executeTakeFirstOrThrow();
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
        const { status } = await transaction
          .selectFrom('instances')
          .where('id', '=', claim.instance.id)
          .select('status')
          .executeTakeFirstOrThrow();
        const next = nextStatus(status as InstanceStatus, event);
        // The owner asked for something else meanwhile (a delete): what was seen is of no interest any more.
        if (next === null) return;
        await transaction
          .updateTable('instances')
          .set({ status: next, status_reason: reason })
          .where('id', '=', claim.instance.id)
          .execute();
        await moveTask(transaction, claim, event, reason, nowMs);
      });
    },

    async forget(claim) {
      await fenced(claim, (transaction) =>
        transaction.deleteFrom('instances').where('id', '=', claim.instance.id).execute(),
      );
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

/** The newest task of the instance that has not ended; it is being executed from now on. */
async function takeUpTask(
  database: Kysely<Schema>,
  instanceId: string,
  nowMs: number,
): Promise<string | null> {
  const row = await database
    .selectFrom('tasks')
    .where('instance_id', '=', instanceId)
    .where('status', 'in', ['created', 'executing'])
    .select(['id', 'status'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row?.status === 'created') {
    await database
      .updateTable('tasks')
      .set({ status: 'executing', updated_at_ms: nowMs })
      .where('id', '=', row.id)
      .execute();
  }
  return row?.id ?? null;
}

const taskStatusAfter: Readonly<Partial<Record<InstanceEvent, TaskStatus>>> = {
  'proven-ready': 'succeeded',
  failed: 'failed',
};

async function moveTask(
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
    .set({ status, reason, updated_at_ms: nowMs })
    .where('id', '=', claim.taskId)
    .execute();
}
