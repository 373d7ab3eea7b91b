import { type Kysely, sql } from 'kysely';
import type { EventRepository } from '../domain/event/event-repository.ts';
import { type EventKind, eventsKept } from '../domain/event/event.ts';
import type { Schema } from './schema.ts';

export function createEventRepository(database: Kysely<Schema>): EventRepository {
  return {
    async record(instanceId, { kind, text }, atMs) {
      // In one statement, so that it holds within a transaction and without one.
      await sql`
        insert into instance_events (instance_id, kind, text, first_at_ms, last_at_ms, times)
        select id, ${kind}, ${text}, ${atMs}, ${atMs}, 1 from instances where id = ${instanceId}
        on conflict (instance_id, kind, text) do update set
          last_at_ms = max(last_at_ms, excluded.last_at_ms), times = times + 1`.execute(database);
      await database
        .deleteFrom('instance_events')
        .where('instance_id', '=', instanceId)
        .where('position', 'not in', (rows) =>
          rows
            .selectFrom('instance_events')
            .where('instance_id', '=', instanceId)
            .select('position')
            .orderBy('last_at_ms', 'desc')
            .orderBy('position', 'desc')
            .limit(eventsKept),
        )
        .execute();
    },

    async list(projectId, instanceId) {
      const rows = await database
        .selectFrom('instance_events')
        .innerJoin('instances', 'instances.id', 'instance_events.instance_id')
        .where('instance_id', '=', instanceId)
        .where('instances.project_id', '=', projectId)
        .select(['kind', 'text', 'first_at_ms', 'last_at_ms', 'times'])
        .orderBy('last_at_ms', 'desc')
        .orderBy('instance_events.position', 'desc')
        .execute();
      return rows.map((row) => ({
        kind: row.kind as EventKind,
        text: row.text,
        firstAtMs: row.first_at_ms,
        lastAtMs: row.last_at_ms,
        times: row.times,
      }));
    },
  };
}
