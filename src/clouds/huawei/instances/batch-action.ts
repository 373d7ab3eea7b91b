import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { EngineName } from '../../../domain/instance/instance.ts';
import { badParameter, HuaweiError } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';

/** What the batch call asks for: something for named instances, or the end of all whose creation failed. */
export type BatchAction =
  | { readonly action: 'restart' | 'delete'; readonly instanceIds: readonly string[] }
  | { readonly action: 'delete-failed-creations'; readonly engine: EngineName };

const validator = Compile(
  Type.Object({
    action: Type.Enum(['restart', 'delete']),
    instances: Type.Optional(Type.Array(Type.String())),
    all_failure: Type.Optional(Type.String()),
    // Whether a deleted instance passes by the recycle bin. There is none, so that all do.
    force_delete: Type.Optional(Type.Boolean()),
  }),
);

const rules: BodyRules = {
  allowed: {
    action: 'restart or delete',
    instances: 'an array of the ids of 1 to 50 instances',
    all_failure: 'kafka or reliability, with the action delete and without instances',
    force_delete: 'true or false',
  },
  codes: { action: 'DMS.00400064' },
  secret: new Set(),
};

const most = 50;

const engines: ReadonlyMap<string, EngineName> = new Map([
  ['kafka', 'kafka'],
  ['reliability', 'rocketmq'],
]);

/**
 * @throws HuaweiError DMS.00400064 for another action, DMS.00400065 without instances, DMS.00400100 for too many,
 * DMS.00400030 for an id that is none, DMS.00400082 for one that is there twice
 */
export function batchAction(given: unknown): BatchAction {
  const { action, instances = [], all_failure: allFailure = '' } = checkBody(given, validator, rules);
  if (allFailure !== '') {
    const engine = engines.get(allFailure);
    if (engine === undefined || action !== 'delete' || instances.length > 0) {
      throw badParameter('DMS.00400062', 'all_failure', allFailure, rules.allowed['all_failure'] ?? '');
    }
    return { action: 'delete-failed-creations', engine };
  }
  if (instances.length === 0) throw new HuaweiError('DMS.00400065');
  if (instances.length > most) {
    throw new HuaweiError('DMS.00400100', `Parameter instances had ${instances.length}.`);
  }
  const instanceIds = instances.map(checkInstanceId);
  const repeated = instanceIds.find((id, index) => instanceIds.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw badParameter('DMS.00400082', 'instances', repeated, 'each instance once');
  }
  return { action, instanceIds };
}
