import { TencentError } from './errors.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An instance's id: `ckafka-` and 8 lower-case letters and digits. The domain keeps it as the instance's own. */
export function newInstanceId(randomInteger: (below: number) => number): string {
  return `ckafka-${Array.from({ length: 8 }, () => alphabet[randomInteger(alphabet.length)]).join('')}`;
}

/**
 * An instance's id as a client gave it. Those of other clouds' instances have another form and do not exist here.
 * @throws TencentError InvalidParameterValue.InstanceNotExist
 */
export function checkInstanceId(id: string): string {
  if (/^ckafka-[a-z0-9]{8}$/.test(id)) return id;
  throw new TencentError(
    'InvalidParameterValue.InstanceNotExist',
    `Instance ${id.slice(0, 80)} does not exist; ids are ckafka- and 8 lower-case letters and digits.`,
  );
}
