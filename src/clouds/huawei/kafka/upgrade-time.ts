import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { WhenLater } from '../../../domain/schedule/scheduled-task.ts';
import { HuaweiError } from '../errors.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';

const validator = Compile(
  Type.Object({
    is_schedule: Type.Optional(Type.Boolean()),
    execute_at: Type.Optional(Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 })),
  }),
);

const rules: BodyRules = {
  allowed: {
    is_schedule: 'true or false',
    execute_at:
      'a time as milliseconds since 1970, with is_schedule; without it the maintenance window is meant',
  },
  codes: { execute_at: 'DMS.00400142' },
  secret: new Set(),
};

/**
 * When an upgrade is asked for. The cloud wants a time with `is_schedule`; without one it is the instance's maintenance window
 * here, for which that cloud has no other word.
 * @throws HuaweiError DMS.00400062, DMS.00400142
 */
export function upgradeTime(given: unknown): 'now' | WhenLater {
  const { is_schedule: isScheduled = false, execute_at: executeAt } = checkBody(given, validator, rules);
  if (isScheduled) return executeAt === undefined ? 'in-window' : { atMs: executeAt };
  if (executeAt !== undefined) {
    throw new HuaweiError('DMS.00400062', 'Parameter execute_at means something with is_schedule only.');
  }
  return 'now';
}
