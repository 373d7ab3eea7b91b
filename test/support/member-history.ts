import { setTimeout as wait } from 'node:timers/promises';
import { membersOf } from './members.ts';

/** What happened to the members of a data directory while somebody looked at the process table. */
export interface MemberHistory {
  /** The pids that each member had, in order. */
  readonly pids: ReadonlyMap<string, readonly number[]>;
  /** The least number of brokers that were there at once. */
  leastBrokers(): number;
  stop(): Promise<void>;
}

/** Looks at the process table every 50 ms. A member that is away for less is seen by its new pid. */
export function watchMembers(dataDir: string): MemberHistory {
  const pids = new Map<string, number[]>();
  const stopping = new AbortController();
  let least = Infinity;
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const members = await membersOf(dataDir);
      least = Math.min(least, members.filter(({ memberName }) => memberName.startsWith('broker-')).length);
      for (const { memberName, pid } of members) {
        const known = pids.get(memberName) ?? [];
        if (known.at(-1) !== pid) pids.set(memberName, [...known, pid]);
      }
      await wait(50, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    pids,
    leastBrokers: () => least,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
