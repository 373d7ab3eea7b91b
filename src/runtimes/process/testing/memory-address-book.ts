import { textRangeOf } from '../address-block.ts';
import type { AddressBook } from '../address-book.ts';

/** An address book for tests; keeps what a database would keep, for as long as the object lives. */
export function memoryAddressBook(): AddressBook {
  const blocks: string[] = [];
  const holderOf = new Map<string, { readonly instanceId: string; readonly member: string }>();
  return {
    async assignmentsOf(instanceId) {
      const held = [...holderOf].filter(([, holder]) => holder.instanceId === instanceId);
      return new Map(held.map(([address, { member }]) => [member, address]));
    },
    async assign(instanceId, member, address) {
      if (holderOf.has(address)) return false;
      for (const holder of holderOf.values()) {
        if (holder.instanceId === instanceId && holder.member === member) {
          throw new Error(`${member} of ${instanceId} has an address already.`);
        }
      }
      holderOf.set(address, { instanceId, member });
      return true;
    },
    async release(instanceId) {
      for (const [address, holder] of holderOf) {
        if (holder.instanceId === instanceId) holderOf.delete(address);
      }
    },
    async holders() {
      return [...new Set([...holderOf.values()].map(({ instanceId }) => instanceId))];
    },
    async blocks() {
      return [...blocks];
    },
    async addBlock(block) {
      if (!blocks.includes(block)) blocks.push(block);
    },
    async removeBlock(block) {
      const at = blocks.indexOf(block);
      if (at >= 0) blocks.splice(at, 1);
    },
    async takenIn(block) {
      const { from, before } = textRangeOf(block);
      return [...holderOf.keys()].filter((address) => from <= address && address < before);
    },
  };
}
