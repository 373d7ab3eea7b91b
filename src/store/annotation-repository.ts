import type { Kysely } from 'kysely';
import type { AnnotatedKind, Annotation } from '../domain/annotation/annotation.ts';
import type { AnnotationRepository } from '../domain/annotation/annotation-repository.ts';
import type { AnnotationRow, Schema } from './schema.ts';

export function createAnnotationRepository(database: Kysely<Schema>): AnnotationRepository {
  const ofKind = (instanceId: string, kind: AnnotatedKind) =>
    database.selectFrom('annotations').where('instance_id', '=', instanceId).where('kind', '=', kind);

  return {
    async list(instanceId, kind) {
      const rows = await ofKind(instanceId, kind).selectAll().execute();
      return new Map(rows.map((row) => [row.name, toAnnotation(row)]));
    },

    async find(instanceId, kind, name) {
      const row = await ofKind(instanceId, kind).where('name', '=', name).selectAll().executeTakeFirst();
      return row === undefined ? null : toAnnotation(row);
    },

    async save(instanceId, { kind, name, description, createdAtMs }) {
      const row = { description, created_at_ms: createdAtMs };
      await database
        .insertInto('annotations')
        .values({ instance_id: instanceId, kind, name, ...row })
        .onConflict((conflict) => conflict.columns(['instance_id', 'kind', 'name']).doUpdateSet(row))
        .execute();
    },

    async remove(instanceId, kind, name) {
      await database
        .deleteFrom('annotations')
        .where('instance_id', '=', instanceId)
        .where('kind', '=', kind)
        .where('name', '=', name)
        .execute();
    },
  };
}

function toAnnotation(row: AnnotationRow): Annotation {
  return {
    kind: row.kind as AnnotatedKind,
    name: row.name,
    description: row.description,
    createdAtMs: row.created_at_ms,
  };
}
