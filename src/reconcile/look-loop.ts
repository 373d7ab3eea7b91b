/** Looks again and again at what may be due: one look at a time, and soon after it was told to. */
export interface LookLoop {
  /** Looks at once, and from now on. */
  start(): void;
  /** Something is due at another time than before: a look now, or one more where one is under way. Nothing before `start`. */
  look(): void;
  /** Ends the looking; waits for the look that is under way. */
  stop(): Promise<void>;
}

/** @param lookOnce answers how long to wait before the next look, in ms; never rejects */
export function createLookLoop(lookOnce: () => Promise<number>): LookLoop {
  let started = false;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let lookAgain = false;

  function look(): void {
    if (!started || stopping) return;
    if (looking !== null) {
      lookAgain = true;
      return;
    }
    clearTimeout(timer);
    looking = lookAndWait();
  }

  async function lookAndWait(): Promise<void> {
    const waitMs = await lookOnce();
    looking = null;
    if (stopping) return;
    if (lookAgain) {
      lookAgain = false;
      look();
    } else timer = setTimeout(look, waitMs);
  }

  return {
    start() {
      started = true;
      look();
    },
    look,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
