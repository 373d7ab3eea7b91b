import { HuaweiError } from './errors.ts';
import type { Call } from './operation.ts';

/**
 * The task that the path names.
 * @throws HuaweiError DMS.00400070 where it is not a UUID
 */
export function taskIdOf(call: Call): string {
  const id = call.params['task_id'] ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new HuaweiError('DMS.00400070');
  return id.toLowerCase();
}
