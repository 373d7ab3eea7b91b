import type { AddressBook } from './address-book.ts';
import type { AddressSpace } from './address-block.ts';
import type { MachineReservation } from './machine-reservation.ts';
import type { Log } from '../../system/log.ts';

/** What is free in the blocks of one space that this server claimed for its data directory. */
export class FreeAddresses {
  readonly #space: AddressSpace;
  readonly #book: AddressBook;
  readonly #reservation: MachineReservation;
  readonly #log: Log;
  /** Handed out from the front; a set, so that none stands in it twice. */
  readonly #free = new Set<string>();
  /** Blocks of which it is not yet known what is free in them. */
  readonly #unread: string[];
  readonly #blocks: Set<string>;
  #refilling: Promise<void> | null = null;

  constructor(
    space: AddressSpace,
    book: AddressBook,
    reservation: MachineReservation,
    log: Log,
    blocks: readonly string[],
  ) {
    this.#space = space;
    this.#book = book;
    this.#reservation = reservation;
    this.#log = log;
    this.#unread = blocks.filter((block) => space.has(block));
    this.#blocks = new Set(this.#unread);
  }

  get blocks(): readonly string[] {
    return [...this.#blocks];
  }

  /** Claims another block where nothing is left. */
  async take(): Promise<string> {
    for (;;) {
      const [address] = this.#free;
      if (address !== undefined) {
        this.#free.delete(address);
        return address;
      }
      // One refill for all that wait, or each would claim a block of its own.
      this.#refilling ??= this.#refill().finally(() => {
        this.#refilling = null;
      });
      await this.#refilling;
    }
  }

  /** At the end of the queue: clients that still call a deleted cluster should not soon meet somebody else's. */
  giveBack(address: string): void {
    this.#free.add(address);
  }

  async #refill(): Promise<void> {
    let block = this.#unread[0];
    if (block === undefined) {
      block = await this.#reservation.claimNew(this.#space, this.#blocks);
      await this.#book.addBlock(block);
      this.#blocks.add(block);
      this.#unread.push(block);
      this.#log.info({ block }, 'claimed a block of loopback addresses');
    }
    const taken = new Set(await this.#book.takenIn(block));
    this.#unread.shift();
    for (const address of this.#space.addressesIn(block)) {
      if (!taken.has(address)) this.#free.add(address);
    }
  }
}
