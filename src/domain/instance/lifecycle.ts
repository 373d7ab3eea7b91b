/** What an instance is doing, in the domain's words; each cloud has its own for them. */
export type InstanceStatus = 'creating' | 'running' | 'restarting' | 'failed' | 'deleting';

/** What happens to an instance. */
export type InstanceEvent =
  /** Every listener answered with the credentials that clients use. */
  | 'proven-ready'
  /** Some members are down, and at least one broker still serves. */
  | 'degraded'
  /** No broker serves; the reconciler brings them up again. */
  | 'down'
  /** It could not be brought up; the reason says why. */
  | 'failed'
  | 'restart-requested'
  /** Its owner changes what it is called or how it shall be. */
  | 'update-requested'
  | 'delete-requested';

/**
 * The state machine as a table: status × event → next status. An event that has no row is refused for that status,
 * or, where the reconciler reports what it sees, changes nothing.
 */
const transitions: Readonly<Record<InstanceStatus, Partial<Record<InstanceEvent, InstanceStatus>>>> = {
  creating: { 'proven-ready': 'running', failed: 'failed', 'delete-requested': 'deleting' },
  running: {
    'proven-ready': 'running',
    degraded: 'running',
    down: 'restarting',
    failed: 'failed',
    'restart-requested': 'restarting',
    'update-requested': 'running',
    'delete-requested': 'deleting',
  },
  restarting: {
    'proven-ready': 'running',
    // It goes on; only the reason is noted.
    degraded: 'restarting',
    failed: 'failed',
    'delete-requested': 'deleting',
  },
  failed: {
    'proven-ready': 'running',
    failed: 'failed',
    'restart-requested': 'restarting',
    'update-requested': 'failed',
    'delete-requested': 'deleting',
  },
  deleting: { 'delete-requested': 'deleting' },
};

/** The status after `event`, or null where the event is not allowed in `status`. */
export function nextStatus(status: InstanceStatus, event: InstanceEvent): InstanceStatus | null {
  return transitions[status][event] ?? null;
}
