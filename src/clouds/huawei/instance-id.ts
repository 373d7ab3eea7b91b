import { HuaweiError } from './errors.ts';
import type { Call } from './operation.ts';

/**
 * The instance that the path names.
 * @throws HuaweiError DMS.00400030 where it is not a UUID
 */
export function instanceIdOf(call: Call): string {
  return checkInstanceId(call.params['instance_id'] ?? '');
}

/** @throws HuaweiError DMS.00400030 where it is not a UUID */
export function checkInstanceId(id: string): string {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)) {
    throw new HuaweiError('DMS.00400030');
  }
  return id.toLowerCase();
}
