import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { RocketmqSpec } from '../../../domain/instance/instance.ts';
import { retentionHoursOf, usualRetentionHours } from '../../../domain/instance/retention-hours.ts';
import { badParameter } from '../errors.ts';
import { checkBody } from '../json-body.ts';

const range = { min: 1, max: 720 };
const retention = 'fileReservedTime';

/** The settings of an instance's brokers that its owner may change: brokers take them as they run. */
export function rocketmqConfigsView(spec: RocketmqSpec) {
  return [
    {
      name: retention,
      config_type: 'dynamic',
      default_value: String(usualRetentionHours),
      valid_values: `${range.min}-${range.max}`,
      value: String(retentionHoursOf(spec)),
      value_type: 'integer',
    },
  ];
}

const validator = Compile(
  Type.Object({
    rocketmq_configs: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), {
      minItems: 1,
      maxItems: 10,
    }),
  }),
);

/** @throws HuaweiError for the first fault */
export function rocketmqConfigChanges(given: unknown): { readonly retentionHours: number } {
  const { rocketmq_configs: configs } = checkBody(given, validator, {
    allowed: { rocketmq_configs: 'an array of objects with the strings name and value' },
    codes: {},
    secret: new Set(),
  });
  let retentionHours = usualRetentionHours;
  for (const { name, value } of configs) {
    if (name !== retention) throw badParameter('DMS.00400062', 'rocketmq_configs.name', name, retention);
    retentionHours = /^\d{1,4}$/.test(value) ? Number(value) : NaN;
    if (!(retentionHours >= range.min && retentionHours <= range.max)) {
      const allowed = `a whole number of hours from ${range.min} to ${range.max}`;
      throw badParameter('DMS.00400062', name, value, allowed);
    }
  }
  return { retentionHours };
}
