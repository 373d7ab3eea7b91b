import type { Kysely } from 'kysely';
import type { CloudName } from '../domain/instance/instance.ts';
import type { ReservationRepository } from '../domain/instance/reservation-repository.ts';
import type { Reservation } from '../domain/instance/reservation.ts';
import type { ReservationRow, Schema } from './schema.ts';

type Content = Pick<Reservation, 'name' | 'offering' | 'tags'>;

export function createReservationRepository(database: Kysely<Schema>): ReservationRepository {
  const ofProject = (projectId: string) =>
    database.selectFrom('instance_reservations').where('project_id', '=', projectId);

  return {
    async insert({ id, projectId, cloud, createdAtMs, ...rest }) {
      await database
        .insertInto('instance_reservations')
        .values({
          id,
          project_id: projectId,
          cloud,
          created_at_ms: createdAtMs,
          content: JSON.stringify(rest satisfies Content),
        })
        .execute();
    },

    async find(projectId, id) {
      const row = await ofProject(projectId).where('id', '=', id).selectAll().executeTakeFirst();
      return row === undefined ? null : toReservation(row);
    },

    async list(projectId, cloud) {
      const rows = await ofProject(projectId)
        .where('cloud', '=', cloud)
        .selectAll()
        .orderBy('created_at_ms', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(toReservation);
    },

    async update({ id, projectId, name, offering, tags }) {
      const content: Content = { name, offering, tags };
      await database
        .updateTable('instance_reservations')
        .set({ content: JSON.stringify(content) })
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .execute();
    },

    async remove(projectId, id) {
      const { numDeletedRows } = await database
        .deleteFrom('instance_reservations')
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async count(projectId) {
      const { total } = await ofProject(projectId)
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return total;
    },
  };
}

function toReservation({ id, project_id, cloud, created_at_ms, content }: ReservationRow): Reservation {
  return {
    id,
    projectId: project_id,
    cloud: cloud as CloudName,
    createdAtMs: created_at_ms,
    ...(JSON.parse(content) as Content),
  };
}
