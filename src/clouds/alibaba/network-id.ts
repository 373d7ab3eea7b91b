import { derivedText, findByShownId } from '../derived-id.ts';

type NetworkKind = 'vpc' | 'vsw' | 'sg';

/** The id by which Alibaba shows a part of the network catalog, which all clouds share: `vpc-` and 20 letters and digits. */
export function networkId(kind: NetworkKind, id: string): string {
  return `${kind}-${derivedText(`${kind} ${id}`, 20)}`;
}

/** The part that a client means by an id, the cloud's or the domain's; undefined where there is none. */
export function findByNetworkId<T extends { readonly id: string }>(
  kind: NetworkKind,
  given: string,
  parts: readonly T[],
): T | undefined {
  return findByShownId(given, parts, (id) => networkId(kind, id));
}
