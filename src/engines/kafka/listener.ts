import type { SaslMechanism } from '../../domain/instance/instance.ts';
import { brokerClasses } from './broker-classes.ts';
import { internalUser } from './broker-settings.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { brokerPorts } from './broker-ports.ts';
import {
  type ClientListener,
  clientListeners,
  isTls,
  type ListenerKind,
  publicListeners,
} from './client-listeners.ts';
import { ipv6Address, ipv6PortOf, type Ipv6Ports } from './cluster-layout.ts';
import { plainLoginModule, scramLoginModule } from './jaas.ts';

/** What Kafka calls listeners from within; others have it with something before or after it. */
export const kafkaListenerNames = {
  plaintext: 'plain',
  tls: 'tls',
  sasl: 'client',
  secondSasl: 'client2',
} as const;
type OwnName = (typeof kafkaListenerNames)[ListenerKind];
type ListenerName = OwnName | `${OwnName}ipv6` | `public${OwnName}` | 'internal' | 'controller';

/** A listener of a broker. */
export interface Listener {
  /** Stands in Kafka's settings in capitals, in lower case in their prefixes. */
  readonly name: ListenerName;
  /** Who comes there: clients from within, by IPv6, by way of a public address, or brokers and the control plane. */
  readonly use: 'within' | 'ipv6' | 'public' | 'among-brokers';
  /** Which of those for clients it is; null among brokers. */
  readonly kind: ListenerKind | null;
  /** As it stands in an address with a port. */
  readonly host: string;
  readonly port: number;
  /** The host that those who come there are told. */
  readonly advertisedHost: string;
  readonly protocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  /** The login modules of the mechanisms that it offers. */
  readonly logins: ReadonlyMap<SaslMechanism, Login>;
}

export interface Login {
  readonly module: string;
  /** They name the users that the module knows by itself. */
  readonly options: LoginOptions;
}

export type LoginOptions = Readonly<Record<string, string>>;

/**
 * All listeners that the broker knows, that of the controllers among them whether it is one or not.
 * @throws Error where an instance with TLS comes without the secrets for it
 */
export function listenersOf(settings: BrokerSettings): readonly Listener[] {
  const { spec, address, ipv6Ports, publicAddress } = settings;
  const within = clientListeners(spec).map((one) => ({
    ...clientListener(one, settings),
    name: kafkaListenerNames[one.kind],
    use: 'within' as const,
    host: address,
    advertisedHost: address,
  }));
  const open = publicAddress === null ? [] : publicListeners(spec);
  const publicly = open.map((one) => ({
    ...clientListener(one, settings),
    name: `public${kafkaListenerNames[one.kind]}` as const,
    use: 'public' as const,
    host: address,
    // The relay there carries clients to the broker's own address.
    advertisedHost: publicAddress ?? '',
  }));
  const clients = [
    ...within,
    ...(ipv6Ports === null ? [] : within.map((one) => onIpv6(one, ipv6Ports))),
    ...publicly,
  ];
  return [...clients, ...amongBrokers(settings, clients)];
}

function clientListener(
  { way, port, kind }: ClientListener,
  { version, spec, client }: BrokerSettings,
): Pick<Listener, 'port' | 'protocol' | 'logins'> & { readonly kind: ListenerKind } {
  if (way === 'plaintext') return { kind, port, protocol: 'PLAINTEXT', logins: new Map() };
  if (isTls({ way }) && client === null)
    throw new Error('Clients of this instance use TLS, but its secrets are missing.');
  if (way === 'tls') return { kind, port, protocol: 'SSL', logins: new Map() };
  const modules = {
    PLAIN:
      version.liveUsers.plain === 'login-module' ? brokerClasses.plainUsersLoginModule : plainLoginModule,
    'SCRAM-SHA-256': scramLoginModule,
    'SCRAM-SHA-512': scramLoginModule,
  };
  const mechanisms = spec.access.login?.mechanisms ?? [];
  return {
    kind,
    port,
    protocol: way === 'sasl-tls' ? 'SASL_SSL' : 'SASL_PLAINTEXT',
    // No module knows a user by itself: those of PLAIN stand in a file that changes while the broker runs.
    logins: new Map(mechanisms.map((mechanism) => [mechanism, { module: modules[mechanism], options: {} }])),
  };
}

/** The same for clients that come by IPv6: a listener of its own, so that they are told the brokers' addresses there. */
function onIpv6(
  one: Listener & { readonly name: OwnName; readonly kind: ListenerKind },
  ports: Ipv6Ports,
): Listener {
  const host = `[${ipv6Address}]`;
  const port = ipv6PortOf(ports, one.kind);
  return { ...one, name: `${one.name}ipv6`, use: 'ipv6', host, advertisedHost: host, port };
}

function amongBrokers(settings: BrokerSettings, clients: readonly Listener[]): readonly Listener[] {
  const { address, internalPassword, metadata, version } = settings;
  // Where listeners share their logins, two modules that serve PLAIN would get into each other's way.
  const shared =
    version.listenerSettings === 'per-broker'
      ? clients.find(({ logins }) => logins.has('PLAIN'))?.logins.get('PLAIN')
      : undefined;
  const options = {
    username: internalUser,
    password: internalPassword,
    [`user_${internalUser}`]: internalPassword,
  };
  const internal: Listener = {
    name: 'internal',
    use: 'among-brokers',
    kind: null,
    host: address,
    port: brokerPorts.internal,
    advertisedHost: address,
    protocol: 'SASL_PLAINTEXT',
    logins: new Map([['PLAIN', { module: shared?.module ?? plainLoginModule, options }]]),
  };
  return metadata.kind === 'kraft'
    ? [internal, { ...internal, name: 'controller', port: brokerPorts.controller }]
    : [internal];
}
