import { Kysely, SqliteDialect } from 'kysely';
import type { InstanceOverview } from '../domain/instance/instance-repository.ts';
import type { Repositories, Store } from '../domain/store.ts';
import type { WorkQueue } from '../reconcile/work-queue.ts';
import type { AddressBook } from '../runtimes/process/address-book.ts';
import { createAccessRuleSetRepository } from './access-rule-set-repository.ts';
import { createAddressBook } from './address-book.ts';
import { createAnnotationRepository } from './annotation-repository.ts';
import { createEventRepository } from './event-repository.ts';
import { createIdentityRepository } from './identity-repository.ts';
import { createInstanceOverview } from './instance-overview.ts';
import { createInstanceRepository } from './instance-repository.ts';
import { createInstanceUserRepository } from './instance-user-repository.ts';
import { migrate } from './migrate.ts';
import { createNetworkRepository } from './network-repository.ts';
import { createNonceRepository } from './nonce-repository.ts';
import { createPublicAddressRepository } from './public-address-repository.ts';
import { rememberIdentity, rememberInstances, rememberNetworks } from './remembered-reads.ts';
import { createReservationRepository } from './reservation-repository.ts';
import type { Schema } from './schema.ts';
import type { Seal } from './sealing.ts';
import { createScheduledTaskRepository } from './scheduled-task-repository.ts';
import { createSecretRepository } from './secret-repository.ts';
import { createServiceRoleRepository } from './service-role-repository.ts';
import { openSqliteDatabase } from './sqlite-database.ts';
import { createTaskRepository } from './task-repository.ts';
import { createWorkQueue } from './work-queue.ts';

/** All that is kept in one database, seen by the domain (`store`), the reconciler and the process runtime. */
export interface OpenStore {
  readonly store: Store;
  readonly workQueue: WorkQueue;
  readonly addressBook: AddressBook;
  readonly overview: InstanceOverview;
  readonly close: () => Promise<void>;
}

/** Opens the SQLite database in `file` and brings it to the newest schema. */
export async function openStore(file: string, seal: Seal): Promise<OpenStore> {
  const sqlite = openSqliteDatabase(file);
  const database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
  await migrate(database);
  const direct = repositories(database, seal);
  return {
    store: {
      ...direct,
      // Not within transactions, which see what they have written and may yet undo.
      identity: rememberIdentity(direct.identity, sqlite.changes),
      instances: rememberInstances(direct.instances, sqlite.changes),
      networks: rememberNetworks(direct.networks, sqlite.changes),
      transaction: (work) =>
        database.transaction().execute((transaction) => work(repositories(transaction, seal))),
    },
    workQueue: createWorkQueue(database, seal),
    addressBook: createAddressBook(database),
    overview: createInstanceOverview(database),
    close: () => database.destroy(),
  };
}

function repositories(database: Kysely<Schema>, seal: Seal): Repositories {
  return {
    accessRuleSets: createAccessRuleSetRepository(database),
    events: createEventRepository(database),
    annotations: createAnnotationRepository(database),
    identity: createIdentityRepository(database, seal),
    instances: createInstanceRepository(database),
    instanceUsers: createInstanceUserRepository(database, seal),
    networks: createNetworkRepository(database),
    nonces: createNonceRepository(database),
    publicAddresses: createPublicAddressRepository(database),
    scheduledTasks: createScheduledTaskRepository(database),
    reservations: createReservationRepository(database),
    secrets: createSecretRepository(database, seal),
    serviceRoles: createServiceRoleRepository(database),
    tasks: createTaskRepository(database),
  };
}
