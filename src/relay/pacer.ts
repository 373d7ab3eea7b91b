/** Something that has bytes to pass on and waits for its turn. */
export interface Traveller {
  /** Passes at most so many bytes on and answers how many it did. */
  pass(bytes: number): number;
  /** Whether it has more that could go at once. */
  readonly isReady: boolean;
}

/** What was not used within this time is lost, so that no rest is followed by a burst. It also makes up for timers that come late. */
const savedSeconds = 0.25;
/** The longest time for which one traveller passes before it is another's turn. */
const turnSeconds = 0.01;
const smallestTurn = 1024;
const largestTurn = 64 * 1024;

/** Lets bytes pass at a rate that all travellers share: a token bucket, from which they take in turn. */
export class Pacer {
  readonly #nowMs: () => number;
  /** In the order in which it is their turn. */
  readonly #waiting = new Set<Traveller>();
  #bytesPerSecond: number;
  /** Bytes that may pass now; below 0 after a turn that took more than there were. */
  #saved = 0;
  #savedAtMs: number;
  #timer: NodeJS.Timeout | null = null;

  /** `nowMs` is any clock that never goes back. */
  constructor(bytesPerSecond: number, nowMs: () => number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#nowMs = nowMs;
    this.#savedAtMs = nowMs();
  }

  /** Holds for what passes from now on. */
  setRate(bytesPerSecond: number): void {
    this.#save();
    this.#bytesPerSecond = bytesPerSecond;
    this.#serve();
  }

  /** Lets it pass as soon as it is its turn, at once where nobody waits and there is room. */
  ask(traveller: Traveller): void {
    this.#waiting.add(traveller);
    if (this.#timer === null) this.#serve();
  }

  forget(traveller: Traveller): void {
    this.#waiting.delete(traveller);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  get #turn(): number {
    return Math.min(Math.max(Math.floor(this.#bytesPerSecond * turnSeconds), smallestTurn), largestTurn);
  }

  #save(): void {
    const nowMs = this.#nowMs();
    const earned = ((nowMs - this.#savedAtMs) / 1000) * this.#bytesPerSecond;
    const most = Math.max(this.#bytesPerSecond * savedSeconds, this.#turn);
    this.#saved = Math.min(this.#saved + earned, most);
    this.#savedAtMs = nowMs;
  }

  #serve(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#save();
    // Whoever is added again during the walk stands at its end and is met once more.
    for (const traveller of this.#waiting) {
      if (this.#saved <= 0) break;
      this.#waiting.delete(traveller);
      this.#saved -= traveller.pass(this.#turn);
      if (traveller.isReady) this.#waiting.add(traveller);
    }
    if (this.#waiting.size === 0) return;
    const waitMs = ((this.#turn - this.#saved) / this.#bytesPerSecond) * 1000;
    this.#timer = setTimeout(() => this.#serve(), Math.max(1, Math.ceil(waitMs)));
  }
}
