import { setTimeout as delay } from 'node:timers/promises';
import { administrationLimitMs } from '../../../domain/administration/cluster-administration.ts';
import { DomainError } from '../../../domain/errors.ts';
import { ZooKeeperError } from '../zookeeper/zookeeper-error.ts';
import { NotNowError } from './error-codes.ts';
import { BrokerUnreachableError } from './wire/broker-link.ts';
import { ClusterUnreachableError } from './wire/cluster-link.ts';

const pauseMs = 100;
/** ZooKeeper is away, or another client changed the same node at the same time. */
const passingZooKeeperErrors: ReadonlySet<string> = new Set([
  'connection-loss',
  'operation-timeout',
  'session-expired',
  'bad-version',
]);

/**
 * Does `work`, again and again where it fails for a reason that passes by itself, for `administrationLimitMs` at the most.
 * @throws DomainError instance-unavailable with the last reason; what `work` throws for good
 */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  const endsMs = performance.now() + administrationLimitMs;
  let reason = 'nobody answered in time';
  for (;;) {
    const leftMs = endsMs - performance.now();
    if (leftMs <= 0) throw unavailable(what, reason);
    const timer = new AbortController();
    try {
      const late = delay(leftMs, null, { signal: timer.signal }).then(() => {
        throw new NotNowError(`${reason}; after ${administrationLimitMs} ms it was given up`);
      });
      return await Promise.race([work(), late]);
    } catch (error) {
      if (error instanceof ClusterUnreachableError) throw unavailable(what, error.message, error);
      if (!passes(error)) throw error;
      reason = error.message;
    } finally {
      timer.abort();
    }
    await delay(Math.max(0, Math.min(pauseMs, endsMs - performance.now())));
  }
}

function passes(error: unknown): error is Error {
  return (
    error instanceof NotNowError ||
    error instanceof BrokerUnreachableError ||
    (error instanceof ZooKeeperError && passingZooKeeperErrors.has(error.kind))
  );
}

function unavailable(what: string, reason: string, cause?: unknown): DomainError {
  const error = new DomainError('instance-unavailable', `The instance cannot be asked to ${what}: ${reason}`);
  error.cause = cause;
  return error;
}
