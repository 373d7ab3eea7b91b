import type { RecordedEvent } from '../domain/event/event.ts';
import { tableText } from './table.ts';

/** What happened to an instance, the newest first, as `instances show` prints it. */
export function eventsText(events: readonly RecordedEvent[]): string {
  if (events.length === 0) return 'Nothing has happened to it that nobody asked for.';
  const rows = events.map(({ kind, text, firstAtMs, lastAtMs, times }) => [
    secondOf(lastAtMs),
    kind,
    times === 1 ? text : `${text} (${times} times since ${secondOf(firstAtMs)})`,
  ]);
  return tableText(['TIME', 'EVENT', 'WHAT HAPPENED'], rows);
}

function secondOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
