import type { Kysely } from 'kysely';
import { textRangeOf } from '../runtimes/process/address-block.ts';
import type { AddressBook } from '../runtimes/process/address-book.ts';
import type { Schema } from './schema.ts';

export function createAddressBook(database: Kysely<Schema>): AddressBook {
  return {
    async assignmentsOf(instanceId) {
      const rows = await database
        .selectFrom('addresses')
        .where('instance_id', '=', instanceId)
        .select(['member', 'address'])
        .execute();
      return new Map(rows.map((row) => [row.member, row.address]));
    },

    async assign(instanceId, member, address) {
      const result = await database
        .insertInto('addresses')
        .values({ address, instance_id: instanceId, member })
        .onConflict((conflict) => conflict.column('address').doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },

    async release(instanceId) {
      await database.deleteFrom('addresses').where('instance_id', '=', instanceId).execute();
    },

    async holders() {
      const rows = await database.selectFrom('addresses').select('instance_id').distinct().execute();
      return rows.map((row) => row.instance_id);
    },

    async blocks() {
      const rows = await database.selectFrom('address_blocks').select('block').orderBy('position').execute();
      return rows.map((row) => row.block);
    },

    async addBlock(block) {
      await database
        .insertInto('address_blocks')
        .values({ block })
        .onConflict((conflict) => conflict.column('block').doNothing())
        .execute();
    },

    async removeBlock(block) {
      await database.deleteFrom('address_blocks').where('block', '=', block).execute();
    },

    async takenIn(block) {
      const { from, before } = textRangeOf(block);
      const rows = await database
        .selectFrom('addresses')
        .where('address', '>=', from)
        .where('address', '<', before)
        .select('address')
        .execute();
      return rows.map((row) => row.address);
    },
  };
}
