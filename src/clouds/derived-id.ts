import { createHash } from 'node:crypto';

/** So many lower-case letters and digits that follow from a text. */
export function derivedText(text: string, length: number): string {
  const number = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
  return (number % 36n ** BigInt(length)).toString(36).padStart(length, '0');
}

/** The part that a client means by an id, the cloud's or the domain's own; undefined where there is none. */
export function findByShownId<T extends { readonly id: string }>(
  given: string,
  parts: readonly T[],
  shownId: (id: string) => string,
): T | undefined {
  return parts.find(({ id }) => id === given || shownId(id) === given);
}
