import type { MarkedProcess } from './member-marker.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** What to do with the processes that outlived the last control plane. */
export interface AdoptionPlan {
  /** Key (see memberKey) of each member of a known instance that lives → its process. */
  readonly adopt: ReadonlyMap<string, ProcessIdentity>;
  readonly end: readonly ProcessIdentity[];
}

/** Names one member in a map. */
export function memberKey(instanceId: string, memberName: string): string {
  return `${instanceId}|${memberName}`;
}

/**
 * Decides from what lives. Of several processes of one member the recorded one is kept, or else the oldest, which has
 * had the member's data open for longest. Pure.
 *
 * `marked`: all living processes with a marker of this data directory; `recorded`: key → the recorded process, for
 * records whose process lives.
 */
export function planAdoption(
  instanceIds: ReadonlySet<string>,
  marked: readonly MarkedProcess[],
  recorded: ReadonlyMap<string, ProcessIdentity>,
): AdoptionPlan {
  // A record counts even where the marker cannot be read (an executable with file capabilities hides its environment).
  const adopt = new Map(recorded);
  // A member begins a session of its own; what it starts inherits the marker, but not that.
  const leaders = marked.filter(({ identity, sessionId }) => identity.pid === sessionId);
  for (const { identity, marker } of leaders) {
    const key = memberKey(marker.instanceId, marker.memberName);
    if (!instanceIds.has(marker.instanceId) || recorded.has(key)) continue;
    const rival = adopt.get(key);
    if (rival === undefined || isOlder(identity, rival)) adopt.set(key, identity);
  }
  const keptSessions = new Set([...adopt.values()].map(({ pid }) => pid));
  return {
    adopt,
    end: marked.filter(({ sessionId }) => !keptSessions.has(sessionId)).map(({ identity }) => identity),
  };
}

function isOlder(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.startTicks === other.startTicks ? one.pid < other.pid : one.startTicks < other.startTicks;
}
