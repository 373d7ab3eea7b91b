import { isAlive, pidExists, type ProcessIdentity } from './process-identity.ts';

const intervalMs = 300;
/** A full look costs about 15 µs; this bounds what a server with thousands of adopted members spends per tick. */
const fullLooksPerTick = 200;

/** One adopted process: not our child, so the kernel tells us nothing and we have to look. */
export interface Watched {
  readonly identity: ProcessIdentity;
  onGone(): void;
}

/** Notices the ends of adopted processes with one timer for all of them. */
export class ExitWatch {
  readonly #bootId: string;
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | null = null;
  #fullLooksFrom = 0;

  constructor(bootId: string) {
    this.#bootId = bootId;
  }

  add(watched: Watched): void {
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => this.#look(), intervalMs).unref();
  }

  remove(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size === 0) this.close();
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /**
   * A pid that is gone is noticed at once. A zombie, which stays where nobody collects it (a container whose first
   * process is no init), and a pid that was given away need the full look, which takes turns when there are many.
   */
  #look(): void {
    const all = [...this.#watched];
    const from = this.#fullLooksFrom;
    this.#fullLooksFrom = all.length === 0 ? 0 : (from + fullLooksPerTick) % all.length;
    for (const [index, watched] of all.entries()) {
      const inTurn = (index - from + all.length) % all.length < fullLooksPerTick;
      const { identity } = watched;
      const alive = inTurn ? isAlive(identity, this.#bootId) : pidExists(identity.pid);
      if (!alive) {
        this.remove(watched);
        watched.onGone();
      }
    }
  }
}
