import { setTimeout as delay } from 'node:timers/promises';
import { BrokerUnreachableError } from './wire/broker-link.ts';
import type { BrokerLink } from './wire/broker-link.ts';
import type { ClusterLink } from './wire/cluster-link.ts';

const knownWithinMs = 3000;
const pauseMs = 20;

/**
 * Waits until every broker that answers knows of a change. They learn of it one after the other, also where the controller has
 * answered, and whoever asks any of them next shall find it done. Returns after `knownWithinMs` in any case: the change is
 * made, and will show.
 */
export async function untilEverywhere(
  cluster: ClusterLink,
  isDone: (link: BrokerLink) => Promise<boolean>,
): Promise<void> {
  const endsMs = performance.now() + knownWithinMs;
  let waiting = cluster.brokerIds;
  for (;;) {
    const states = await Promise.all(
      waiting.map(async (brokerId) => {
        try {
          return await isDone(await cluster.to(brokerId));
        } catch (error) {
          if (error instanceof BrokerUnreachableError) return true;
          throw error;
        }
      }),
    );
    waiting = waiting.filter((_, index) => states[index] === false);
    if (waiting.length === 0 || performance.now() >= endsMs) return;
    await delay(pauseMs);
  }
}
