import type { Instance } from './instance.ts';

/** Tells how many connections clients have to an instance's brokers now, by the address that they come from. */
export type ClientConnections = (instance: Pick<Instance, 'endpoints'>) => ReadonlyMap<string, number>;
