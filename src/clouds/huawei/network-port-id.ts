/**
 * The id of the network port with this IPv4 address: a UUID with the address's bytes in it, so that it is the same at
 * every call and no two addresses share one. Lists show many, which is why nothing is hashed.
 */
export function networkPortId(address: string): string {
  let hex = '';
  for (const byte of address.split('.')) hex += Number(byte).toString(16).padStart(2, '0');
  return `${hex}-9f0e-4000-8000-7095${hex}`;
}
