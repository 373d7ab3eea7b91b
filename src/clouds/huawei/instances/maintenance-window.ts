import type { MaintenanceWindow } from '../../../domain/instance/instance.ts';
import { badParameter, HuaweiError } from '../errors.ts';

/** The cloud's windows, in the order of their `seq`. */
export const maintenanceWindows: readonly MaintenanceWindow[] = [
  { begin: '22:00', end: '02:00' },
  { begin: '02:00', end: '06:00' },
  { begin: '06:00', end: '10:00' },
  { begin: '10:00', end: '14:00' },
  { begin: '14:00', end: '18:00' },
  { begin: '18:00', end: '22:00' },
];

/** What the cloud assigns where none is asked for. */
export const defaultWindow: MaintenanceWindow = { begin: '02:00', end: '06:00' };

/**
 * Begin and end come as a pair, `HH:mm` or (Terraform) `HH:mm:ss`, and are one of the cloud's windows. Empty is absent.
 * Null where neither is given.
 * @throws HuaweiError DMS.00400106
 */
export function resolveMaintenanceWindow(body: {
  readonly maintain_begin?: string;
  readonly maintain_end?: string;
}): MaintenanceWindow | null {
  const begin = body.maintain_begin ?? '';
  const end = body.maintain_end ?? '';
  if (begin === '' && end === '') return null;
  if (begin === '' || end === '') {
    throw new HuaweiError(
      'DMS.00400106',
      'Parameters maintain_begin and maintain_end are given together or not at all.',
    );
  }
  const window = maintenanceWindows.find((known) => isTime(begin, known.begin) && isTime(end, known.end));
  if (window === undefined) {
    const allowed = maintenanceWindows.map((known) => `${known.begin}-${known.end}`).join(', ');
    throw badParameter('DMS.00400106', 'maintain_begin and maintain_end', `${begin}-${end}`, allowed);
  }
  return window;
}

function isTime(given: string, time: string): boolean {
  return given === time || given === `${time}:00`;
}
