import type { AddressBook } from './address-book.ts';
import { hostAndPort, ipv4Space, ipv6Space } from './address-block.ts';
import { FreeAddresses } from './free-addresses.ts';
import { describeHolder, holderOf, listeningSockets } from './listening-sockets.ts';
import type { MachineReservation } from './machine-reservation.ts';
import { canListen } from './port-probe.ts';
import type { Log } from '../../system/log.ts';

/** So many addresses in a row on which one port is taken are no accident: something holds it on all of them. */
const addressesTriedPerPort = 8;
/** Often enough for every cleaner of /tmp that goes by age. */
const renewalMs = 60 * 60 * 1000;

/** Hands out loopback addresses, and ports of the only one of IPv6, from blocks that this server claimed for its data directory. */
export class AddressPool {
  readonly #book: AddressBook;
  readonly #reservation: MachineReservation;
  readonly #log: Log;
  readonly #ipv4: FreeAddresses;
  readonly #ipv6: FreeAddresses;
  #renewal: NodeJS.Timeout;

  private constructor(
    book: AddressBook,
    reservation: MachineReservation,
    log: Log,
    blocks: readonly string[],
  ) {
    this.#book = book;
    this.#reservation = reservation;
    this.#log = log;
    this.#ipv4 = new FreeAddresses(ipv4Space, book, reservation, log, blocks);
    this.#ipv6 = new FreeAddresses(ipv6Space, book, reservation, log, blocks);
    this.#renewal = setInterval(() => void this.#renew(), renewalMs).unref();
  }

  /** Makes the machine-wide claims again. Throws when another server took a block in which members of ours have addresses. */
  static async open(book: AddressBook, reservation: MachineReservation, log: Log): Promise<AddressPool> {
    const blocks = await book.blocks();
    const lost = await reservation.reclaim(blocks);
    for (const [block, takenBy] of lost) {
      if ((await book.takenIn(block)).length > 0) throw new Error(describeLostBlock(block, takenBy));
      await book.removeBlock(block);
      log.warn({ block, takenBy }, 'gave up an unused address block that another server claimed meanwhile');
    }
    return new AddressPool(
      book,
      reservation,
      log,
      blocks.filter((block) => !lost.has(block)),
    );
  }

  /**
   * An address for each member, on which nothing listens at any of `ports`. Members that have one keep it, unprobed.
   * Not to be called twice at once for one instance. Throws when a port is taken on every address; what was assigned
   * until then stays assigned.
   */
  async reserve(
    instanceId: string,
    members: readonly string[],
    ports: readonly number[],
  ): Promise<ReadonlyMap<string, string>> {
    const held = await this.#book.assignmentsOf(instanceId);
    const addresses = new Map<string, string>();
    for (const member of members) {
      addresses.set(member, held.get(member) ?? (await this.#assign(instanceId, member, ports)));
    }
    return addresses;
  }

  /**
   * A port of `::1` for each name, on which nothing listens. Names that have one keep it, unprobed. Not to be called at once
   * with `reserve` for one instance, nor with itself. Throws where the machine has no `::1`.
   */
  async reserveIpv6Ports(instanceId: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const held = await this.#book.assignmentsOf(instanceId);
    const ports = new Map<string, number>();
    for (const name of names) {
      const address = held.get(name) ?? (await this.#assignIpv6(instanceId, name));
      ports.set(name, hostAndPort(address).port);
    }
    return ports;
  }

  /** Gives the addresses of the instance back. Idempotent. */
  async release(instanceId: string): Promise<void> {
    const held = await this.#book.assignmentsOf(instanceId);
    await this.#book.release(instanceId);
    for (const address of held.values()) this.#freeOf(address).giveBack(address);
  }

  /** Releases the addresses of instances that are not in `instanceIds`. */
  async releaseOthers(instanceIds: ReadonlySet<string>): Promise<void> {
    for (const holder of await this.#book.holders()) {
      if (!instanceIds.has(holder)) await this.release(holder);
    }
  }

  close(): void {
    clearInterval(this.#renewal);
  }

  async #assign(instanceId: string, member: string, ports: readonly number[]): Promise<string> {
    const taken: string[] = [];
    const triesOfPort = new Map<number, number>();
    try {
      for (;;) {
        const address = await this.#ipv4.take();
        let busyPort: number | null;
        let assigned: boolean;
        try {
          busyPort = await firstTakenPort(address, ports);
          assigned = busyPort === null && (await this.#book.assign(instanceId, member, address));
        } catch (error) {
          taken.push(address);
          throw error;
        }
        if (assigned) return address;
        if (busyPort === null) {
          this.#log.warn({ address }, 'an address that should be free is held in the address book; skipped');
          continue;
        }
        taken.push(address);
        const tries = (triesOfPort.get(busyPort) ?? 0) + 1;
        triesOfPort.set(busyPort, tries);
        this.#reportTaken(address, busyPort, tries);
      }
    } finally {
      // They may be free another time.
      for (const address of taken) this.#ipv4.giveBack(address);
    }
  }

  /** Logs who is in the way. Throws when it is in the way on every address. */
  #reportTaken(address: string, port: number, tries: number): void {
    const onPort = listeningSockets().filter((socket) => socket.port === port);
    const here = onPort.find((socket) => socket.address === address);
    const everywhere = onPort.find((socket) => socket.address === '*');
    if (here === undefined && (everywhere !== undefined || tries >= addressesTriedPerPort)) {
      const holder = describeHolder(everywhere === undefined ? null : holderOf(everywhere));
      throw new Error(
        `Port ${port} is taken on every address of this machine by ${holder}. ` +
          'Clusters listen on the same ports as in the cloud, each member on a loopback address of its own: ' +
          `end that process, or let it listen on one address (such as 127.0.0.1:${port}) instead of all.`,
      );
    }
    const holder = here === undefined ? null : holderOf(here);
    this.#log.warn({ address, port, holder }, 'an address is skipped because one of its ports is taken');
    if (tries >= addressesTriedPerPort) {
      throw new Error(
        `Port ${port} is taken on ${tries} addresses in a row, on ${address} by ${describeHolder(holder)}. ` +
          'End what listens there (`ss -ltnp` lists it) and try again.',
      );
    }
  }

  async #assignIpv6(instanceId: string, name: string): Promise<string> {
    const taken: string[] = [];
    try {
      for (;;) {
        const address = await this.#ipv6.take();
        const { host, port } = hostAndPort(address);
        let isFree: boolean;
        try {
          isFree = await canListen(host, port);
        } catch (error) {
          taken.push(address);
          throw error;
        }
        if (isFree && (await this.#book.assign(instanceId, name, address))) return address;
        if (!isFree) taken.push(address);
        this.#log.warn({ address }, 'a port is skipped because something listens there, or holds it');
      }
    } finally {
      for (const address of taken) this.#ipv6.giveBack(address);
    }
  }

  #freeOf(address: string): FreeAddresses {
    return address.startsWith('[') ? this.#ipv6 : this.#ipv4;
  }

  async #renew(): Promise<void> {
    try {
      for (const [block, takenBy] of await this.#reservation.reclaim([
        ...this.#ipv4.blocks,
        ...this.#ipv6.blocks,
      ])) {
        this.#log.error({ block, takenBy }, describeLostBlock(block, takenBy));
      }
    } catch (error) {
      this.#log.error({ err: error }, 'the machine-wide claims on loopback addresses could not be renewed');
    }
  }
}

async function firstTakenPort(address: string, ports: readonly number[]): Promise<number | null> {
  for (const port of ports) {
    if (!(await canListen(address, port))) return port;
  }
  return null;
}

function describeLostBlock(block: string, takenBy: string): string {
  return (
    `The loopback addresses ${block}, which members of this server's instances have, were claimed by the data directory ${takenBy}. ` +
    'Two servers must not share addresses. If this data directory is a copy of that one, use only one of them; ' +
    'if that one is not used any more, delete it and start again.'
  );
}
