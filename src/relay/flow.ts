import type { Socket } from 'node:net';
import type { Pacer, Traveller } from './pacer.ts';

/**
 * One direction of a relayed connection. It holds one piece of what it has read, and reads on when that is passed on and the
 * other side has room, so that a slow reader slows its writer down and takes no memory here.
 */
export class Flow implements Traveller {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #pacer: Pacer;
  readonly #count: (bytes: number) => void;
  #piece: Buffer | null = null;
  #hasRoom = true;

  constructor(from: Socket, to: Socket, pacer: Pacer, count: (bytes: number) => void) {
    this.#from = from;
    this.#to = to;
    this.#pacer = pacer;
    this.#count = count;
  }

  start(): void {
    this.#from.on('data', (piece: Buffer) => this.#take(piece));
    // All that came before it has been passed on, or it would not be read yet.
    this.#from.once('end', () => this.#to.end());
    this.#to.on('drain', () => this.#goOn());
    this.#from.resume();
  }

  stop(): void {
    this.#pacer.forget(this);
    this.#piece = null;
  }

  get isReady(): boolean {
    return this.#piece !== null && this.#hasRoom;
  }

  pass(bytes: number): number {
    const piece = this.#piece;
    if (piece === null) return 0;
    const part = piece.length <= bytes ? piece : piece.subarray(0, bytes);
    this.#piece = part === piece ? null : piece.subarray(bytes);
    this.#count(part.length);
    this.#hasRoom = this.#to.write(part);
    if (this.#piece === null && this.#hasRoom) this.#from.resume();
    return part.length;
  }

  #take(piece: Buffer): void {
    this.#piece = this.#piece === null ? piece : Buffer.concat([this.#piece, piece]);
    if (this.#hasRoom) this.#pacer.ask(this);
    if (this.#piece !== null || !this.#hasRoom) this.#from.pause();
  }

  #goOn(): void {
    this.#hasRoom = true;
    if (this.#piece === null) this.#from.resume();
    else this.#pacer.ask(this);
  }
}
