import type { Kysely } from 'kysely';
import type { AccessRuleSet } from '../domain/access-rule-set/access-rule-set.ts';
import type { AccessRuleSetRepository } from '../domain/access-rule-set/access-rule-set-repository.ts';
import type { AccessRuleSetRow, Schema } from './schema.ts';

export function createAccessRuleSetRepository(database: Kysely<Schema>): AccessRuleSetRepository {
  const ofInstance = (instanceId: string) =>
    database.selectFrom('access_rule_sets').where('instance_id', '=', instanceId).selectAll();

  return {
    async list(instanceId) {
      return (await ofInstance(instanceId).orderBy('name').execute()).map(toSet);
    },

    async find(instanceId, name) {
      const row = await ofInstance(instanceId).where('name', '=', name).executeTakeFirst();
      return row === undefined ? null : toSet(row);
    },

    async save(instanceId, { name, ...rest }) {
      const content = JSON.stringify(rest);
      await database
        .insertInto('access_rule_sets')
        .values({ instance_id: instanceId, name, content })
        .onConflict((conflict) => conflict.columns(['instance_id', 'name']).doUpdateSet({ content }))
        .execute();
    },

    async remove(instanceId, name) {
      await database
        .deleteFrom('access_rule_sets')
        .where('instance_id', '=', instanceId)
        .where('name', '=', name)
        .execute();
    },
  };
}

function toSet({ name, content }: AccessRuleSetRow): AccessRuleSet {
  return { name, ...(JSON.parse(content) as Omit<AccessRuleSet, 'name'>) };
}
