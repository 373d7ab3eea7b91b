import type { Kysely, Selectable } from 'kysely';
import type { PublicAddressRepository } from '../domain/network/public-address-repository.ts';
import type { PublicAddress } from '../domain/network/public-address.ts';
import type { PublicAddressRow, Schema } from './schema.ts';

const nobody = {
  id: null,
  project_id: null,
  enterprise_project_id: null,
  bandwidth_name: null,
  bandwidth_mbitps: null,
  created_at_ms: null,
  instance_id: null,
  member: null,
} as const;

export function createPublicAddressRepository(database: Kysely<Schema>): PublicAddressRepository {
  return {
    async list(projectId) {
      const rows = await database
        .selectFrom('public_addresses')
        .where('project_id', '=', projectId)
        .selectAll()
        .orderBy('position')
        .execute();
      return rows.map(toPublicAddress);
    },

    async find(projectId, id) {
      const row = await database
        .selectFrom('public_addresses')
        .where('id', '=', id)
        .where('project_id', '=', projectId)
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toPublicAddress(row);
    },

    async allocate(holding, address) {
      let free = database.selectFrom('public_addresses').where('id', 'is', null);
      if (address !== null) free = free.where('address', '=', address);
      const row = await free.select('address').orderBy('position').limit(1).executeTakeFirst();
      if (row === undefined) return null;
      await database
        .updateTable('public_addresses')
        .set({
          id: holding.id,
          project_id: holding.projectId,
          enterprise_project_id: holding.enterpriseProjectId,
          bandwidth_name: holding.bandwidthName,
          bandwidth_mbitps: holding.bandwidthMbitps,
          created_at_ms: holding.createdAtMs,
        })
        .where('address', '=', row.address)
        .execute();
      return { ...holding, address: row.address, boundTo: null };
    },

    async release(id) {
      await database.updateTable('public_addresses').set(nobody).where('id', '=', id).execute();
    },

    async bind(id, instanceId, member) {
      await database
        .updateTable('public_addresses')
        .set({ instance_id: instanceId, member })
        .where('id', '=', id)
        .execute();
    },

    async unbindOthers(instanceId, keptIds) {
      const others = database
        .updateTable('public_addresses')
        .set({ instance_id: null, member: null })
        .where('instance_id', '=', instanceId);
      await (keptIds.length === 0 ? others : others.where('id', 'not in', [...keptIds])).execute();
    },

    async setPool(addresses) {
      const rows = await database.selectFrom('public_addresses').select(['address', 'id']).execute();
      const wanted = new Set(addresses);
      const present = new Set(rows.map((row) => row.address));
      for (const { address, id } of rows) {
        if (id !== null || wanted.has(address)) continue;
        await database.deleteFrom('public_addresses').where('address', '=', address).execute();
      }
      for (const address of wanted) {
        if (present.has(address)) continue;
        await database
          .insertInto('public_addresses')
          .values({ address, ...nobody })
          .execute();
      }
      return rows.length === 0;
    },
  };
}

/** A row that somebody holds: its columns are set together. */
function toPublicAddress(row: Selectable<PublicAddressRow>): PublicAddress {
  return {
    id: row.id ?? '',
    projectId: row.project_id ?? '',
    enterpriseProjectId: row.enterprise_project_id ?? '',
    address: row.address,
    bandwidthName: row.bandwidth_name ?? '',
    bandwidthMbitps: row.bandwidth_mbitps ?? 0,
    boundTo: row.instance_id === null ? null : { instanceId: row.instance_id, member: row.member ?? '' },
    createdAtMs: row.created_at_ms ?? 0,
  };
}
