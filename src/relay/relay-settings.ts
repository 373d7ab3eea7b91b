/** The file in the relay's directory that says what it does. It is replaced by a rename while the relay runs. */
export const relayFileName = 'relay.json';

/** What a relay does. A newer one has a higher version, because relays outlive the server that started them. */
export interface RelaySettings {
  readonly version: 1;
  /** Of all connections together, in each direction. */
  readonly bytesPerSecond: number;
  /** An address of this machine that is the relay's alone: where it tells its status, and from where it connects for clients of other machines. */
  readonly address: string;
  readonly statusPort: number;
  readonly listeners: readonly RelayListener[];
}

export interface RelayListener {
  readonly address: string;
  readonly port: number;
  readonly target: { readonly address: string; readonly port: number };
  /** Blocks of addresses from which clients may connect: `10.0.0.0/8`. */
  readonly admitted: readonly string[];
}

/** What a relay tells whoever connects to its status port from its own address. */
export interface RelayStatus {
  /** `address:port` of each listener that is open. */
  readonly listening: readonly string[];
  /** Why the others are not. */
  readonly problems: readonly string[];
  readonly connections: number;
  /** Since the relay started. */
  readonly bytesToTargets: number;
  readonly bytesToClients: number;
}

export function renderRelaySettings(settings: RelaySettings): string {
  return `${JSON.stringify(settings, null, 1)}\n`;
}

/** @throws Error for what is not the text of this version's settings */
export function parseRelaySettings(text: string): RelaySettings {
  const settings = JSON.parse(text) as RelaySettings;
  if (settings.version !== 1)
    throw new Error(`Settings of version ${String(settings.version)} are not known.`);
  if (!(settings.bytesPerSecond > 0)) throw new Error('bytesPerSecond must be more than 0.');
  return settings;
}
