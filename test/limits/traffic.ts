const mebibyte = 1024 * 1024;

/** Bytes of clients' messages as they passed, so that one can look at any stretch of time afterwards. */
export class Traffic {
  readonly #passed: { readonly atMs: number; readonly bytes: number }[] = [];

  add(bytes: number): void {
    this.#passed.push({ atMs: performance.now(), bytes });
  }

  /** MiB per second between two times of `performance.now()`. */
  mean(fromMs: number, toMs: number): number {
    return this.#between(fromMs, toMs) / mebibyte / ((toMs - fromMs) / 1000);
  }

  /** The most that passed in any stretch of so many milliseconds between two times, in MiB per second. */
  most(windowMs: number, fromMs: number, toMs: number): number {
    const stepMs = 250;
    let most = 0;
    for (let beginMs = fromMs; beginMs + windowMs <= toMs + stepMs; beginMs += stepMs) {
      most = Math.max(most, this.#between(beginMs, beginMs + windowMs));
    }
    return most / mebibyte / (windowMs / 1000);
  }

  #between(fromMs: number, toMs: number): number {
    return this.#passed.reduce(
      (sum, { atMs, bytes }) => (atMs >= fromMs && atMs < toMs ? sum + bytes : sum),
      0,
    );
  }
}
