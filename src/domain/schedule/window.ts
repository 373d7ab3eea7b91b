import type { MaintenanceWindow } from '../instance/instance.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Whether an instance's daily window is open at this time. One that begins when it ends is always open. */
export function isInWindow({ begin, end }: MaintenanceWindow, atMs: number): boolean {
  const [from, until, now] = [msOfDay(begin), msOfDay(end), modulo(atMs, dayMs)];
  return from < until ? now >= from && now < until : now >= from || now < until;
}

/** The first moment from `fromMs` on at which the window is open: `fromMs` itself, or the next begin. Epoch ms. */
export function nextInWindow(window: MaintenanceWindow, fromMs: number): number {
  if (isInWindow(window, fromMs)) return fromMs;
  return fromMs + modulo(msOfDay(window.begin) - fromMs, dayMs);
}

function msOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * minuteMs;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
