import type { Instance } from './instance.ts';

/** The members' own addresses, by name; empty until they are reserved. Public addresses are none of them. */
export function memberAddresses({ endpoints }: Pick<Instance, 'endpoints'>): ReadonlyMap<string, string> {
  return new Map(
    endpoints
      .filter(({ listener }) => listener === 'internal')
      .map(({ member, address }) => [member, address]),
  );
}
