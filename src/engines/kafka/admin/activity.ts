import type { AclRule } from '../../../domain/administration/acls.ts';
import type { Activity, ClusterActivity, TopicFlow } from '../../../domain/administration/activity.ts';
import { describeAcls } from './acls.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import { BrokerUnreachableError } from './wire/broker-link.ts';

/** The guard's `Activity` answers as if these were access rules: brokers have no request for it. No topic can be called so. */
const askedAs = { resourceType: 'topic', pattern: 'literal', resourceName: 'polybroker:activity' } as const;

export function createActivity(context: AdminContext): ClusterActivity {
  const activity = context.snapshot(() => readActivity(context));
  return { read: () => attempt('see what clients do', () => activity.get()) };
}

async function readActivity(context: AdminContext): Promise<Activity> {
  // None at all is an error, not an empty answer.
  await context.link.toAny();
  const told = await Promise.all(
    context.link.brokerIds.map(async (brokerId) => {
      try {
        return activityOf(brokerId, await describeAcls(await context.link.to(brokerId), askedAs));
      } catch (error) {
        if (error instanceof BrokerUnreachableError) return { writers: [], flows: [] };
        throw error;
      }
    }),
  );
  return {
    writers: told.flatMap(({ writers }) => writers),
    flows: told.flatMap(({ flows }) => flows),
  };
}

/** `Writer:<ms>` with the client's address as its host, and `In:` and `Out:` with bytes per second. */
export function activityOf(brokerId: number, facts: readonly AclRule[]): Activity {
  const told = facts.map(({ principal, host, resourceName }) => {
    const [, kind = '', value = ''] = /^(\w+):(\d+)$/.exec(principal) ?? [];
    return { kind, value: Number(value), host, topic: resourceName };
  });
  const writers = told
    .filter(({ kind }) => kind === 'Writer')
    .map(({ topic, host, value }) => ({ topic, address: host, lastWriteMs: value }));
  const flows = Map.groupBy(
    told.filter(({ kind }) => kind === 'In' || kind === 'Out'),
    ({ topic }) => topic,
  );
  return {
    writers,
    flows: [...flows].map(([topic, rates]): TopicFlow => {
      const rateOf = (wanted: string) => rates.find(({ kind }) => kind === wanted)?.value ?? 0;
      return {
        topic,
        brokerId,
        producedBytesPerSecond: rateOf('In'),
        consumedBytesPerSecond: rateOf('Out'),
      };
    }),
  };
}
