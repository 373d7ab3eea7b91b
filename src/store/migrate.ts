import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as foundation from './migrations/0001-foundation.ts';
import * as instanceUsers from './migrations/0002-instance-users.ts';
import * as instanceCounts from './migrations/0003-instance-counts.ts';
import * as instanceEvents from './migrations/0004-instance-events.ts';
import * as instanceClouds from './migrations/0005-instance-clouds.ts';
import * as annotations from './migrations/0006-annotations.ts';
import * as accessRuleSets from './migrations/0007-access-rule-sets.ts';
import * as scheduledTasks from './migrations/0008-scheduled-tasks.ts';
import * as requestNonces from './migrations/0009-request-nonces.ts';
import * as instanceReservations from './migrations/0010-instance-reservations.ts';
import * as serviceRoles from './migrations/0011-service-roles.ts';
import type { Schema } from './schema.ts';

/** In order. A migration that has been released is never edited; a new one is added below. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-foundation': foundation,
  '0002-instance-users': instanceUsers,
  '0003-instance-counts': instanceCounts,
  '0004-instance-events': instanceEvents,
  '0005-instance-clouds': instanceClouds,
  '0006-annotations': annotations,
  '0007-access-rule-sets': accessRuleSets,
  '0008-scheduled-tasks': scheduledTasks,
  '0009-request-nonces': requestNonces,
  '0010-instance-reservations': instanceReservations,
  '0011-service-roles': serviceRoles,
};

/** Brings the database to the newest schema. Each migration runs in a transaction and is recorded. */
export async function migrate(database: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new Error('The database could not be brought to this release of Polybroker.', { cause: error });
  }
}
