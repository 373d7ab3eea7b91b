/** A time (epoch ms) as commands print it: UTC, to the minute. */
export function minute(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}
