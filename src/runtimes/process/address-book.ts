/**
 * Which member holds which address: durable, kept by the control plane's database. Only one control plane writes it,
 * but several calls may be under way at once. What answers a promise is on disk by then.
 *
 * Addresses are dotted quads (`127.71.3.4`), blocks are `127.71.3.0/24`. Of IPv6 there is `::1` only, of which members get
 * ports: `[::1]:20117` of the block `[::1]:20100-20199`, under names of their own.
 */
export interface AddressBook {
  /** Member name → address of one instance; empty for an instance that holds none. */
  assignmentsOf(instanceId: string): Promise<ReadonlyMap<string, string>>;
  /**
   * Gives the address to the member. False, and nothing changed, when any member of any instance holds the address.
   * Throws when this member holds an address already.
   */
  assign(instanceId: string, member: string, address: string): Promise<boolean>;
  /** Takes all addresses back from the instance. Idempotent. */
  release(instanceId: string): Promise<void>;
  /** The instances that hold an address, each once. Asked once at boot. */
  holders(): Promise<readonly string[]>;
  /** The blocks that this data directory claimed, oldest first. */
  blocks(): Promise<readonly string[]>;
  /** Adds a block at the end. Idempotent. */
  addBlock(block: string): Promise<void>;
  /** Forgets a block of which no address is held. Idempotent. */
  removeBlock(block: string): Promise<void>;
  /** The addresses of one block (254 at most) that are held. Asked once per block, when it is first handed out from. */
  takenIn(block: string): Promise<readonly string[]>;
}
