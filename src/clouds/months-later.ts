/** A month of the bill; the calendar's differ by no more than the clouds' own rounding. */
const monthMs = 30 * 24 * 3_600_000;

/** When what is paid for ends, after so many months more. */
export function monthsLater(fromMs: number, months: number): number {
  return fromMs + months * monthMs;
}
