import { derivedText, findByShownId } from '../derived-id.ts';

type NetworkKind = 'vpc' | 'subnet' | 'sg';

/**
 * The id by which Tencent shows a part of the network catalog, which all clouds share: `vpc-` and 8 lower-case letters and
 * digits that follow from the domain's id. (Two of a project would have to agree in 41 random bits to be mistaken.)
 */
export function networkId(kind: NetworkKind, id: string): string {
  return `${kind}-${derivedText(`${kind} ${id}`, 8)}`;
}

/** The part that a client means by an id, its own or the domain's; undefined where there is none. */
export function findByNetworkId<T extends { readonly id: string }>(
  kind: NetworkKind,
  given: string,
  parts: readonly T[],
): T | undefined {
  return findByShownId(given, parts, (id) => networkId(kind, id));
}
