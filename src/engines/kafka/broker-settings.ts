import type { KafkaSpec } from '../../domain/instance/instance.ts';
import type { BrokerSize } from './broker-size.ts';
import type { Ipv6Ports } from './cluster-layout.ts';
import type { KafkaVersion } from './versions.ts';

/** Everything that a broker's configuration is made from. */
export interface BrokerSettings {
  readonly version: KafkaVersion;
  readonly spec: KafkaSpec;
  readonly size: BrokerSize;
  /** What all brokers may keep together. */
  readonly storageBytes: number;
  readonly brokerId: number;
  readonly zone: string;
  readonly address: string;
  /** The ports for clients on `::1`; null where they do not come by IPv6. */
  readonly ipv6Ports: Ipv6Ports | null;
  /** Where it keeps messages: absolute, or in its directory. */
  readonly dataDirectory: string;
  /** Where clients reach it from outside; null without public access. */
  readonly publicAddress: string | null;
  readonly metadata: BrokerMetadata;
  readonly internalPassword: string;
  /** Null where clients use no TLS. */
  readonly client: ClientSecrets | null;
}

/** Where the broker finds the cluster's metadata. */
export type BrokerMetadata =
  /** `servers` are `address:port` of every node. */
  | { readonly kind: 'zookeeper'; readonly servers: readonly string[]; readonly password: string }
  | { readonly kind: 'kraft'; readonly controllers: readonly Controller[] };

export interface Controller {
  /** The number of the broker that is a controller too. */
  readonly number: number;
  readonly address: string;
}

export interface ClientSecrets {
  /** In the broker's directory. */
  readonly keystoreFile: string;
  readonly keystorePassword: string;
}

/** The user by whom brokers and the control plane log in to the internal listener. */
export const internalUser = 'internal';
