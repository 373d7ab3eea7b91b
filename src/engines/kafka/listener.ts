import type { SaslMechanism } from '../../domain/instance/instance.ts';
import { brokerClasses } from './broker-classes.ts';
import { internalUser } from './broker-settings.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { brokerPorts, ipv6Address } from './cluster-layout.ts';
import { plainLoginModule, scramLoginModule } from './jaas.ts';

/** A listener of a broker. */
export interface Listener {
  /** Stands in Kafka's settings in capitals, in lower case in their prefixes. */
  readonly name:
    | 'client'
    | 'plain'
    | 'clientipv6'
    | 'plainipv6'
    | 'publicclient'
    | 'publicplain'
    | 'internal'
    | 'controller';
  /** Who comes there: clients from within, by IPv6, by way of a public address, or brokers and the control plane. */
  readonly use: 'within' | 'ipv6' | 'public' | 'among-brokers';
  /** As it stands in an address with a port. */
  readonly host: string;
  readonly port: number;
  /** The host that those who come there are told. */
  readonly advertisedHost: string;
  readonly protocol: 'PLAINTEXT' | 'SASL_PLAINTEXT' | 'SASL_SSL';
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
  const { address, ipv6Ports, publicAddress } = settings;
  const withLogin = loginListener(settings);
  const within = [
    ...(withLogin === null ? [] : [withLogin]),
    ...(settings.spec.access.plaintext ? [plainListener(address)] : []),
  ];
  const { publicAccess } = settings.spec;
  const open = publicAccess?.loginsOnly === true ? within.filter(({ name }) => name !== 'plain') : within;
  return [
    ...within,
    ...(ipv6Ports === null ? [] : within.map((one) => onIpv6(one, ipv6Ports))),
    ...(publicAddress === null ? [] : open.map((one) => forPublic(one, publicAddress))),
    ...amongBrokers(settings, withLogin),
  ];
}

function loginListener({ version, spec, client, address }: BrokerSettings): Listener | null {
  const { login } = spec.access;
  if (login === null) return null;
  if (login.tls && client === null)
    throw new Error('Clients of this instance use TLS, but its secrets are missing.');
  const modules = {
    PLAIN:
      version.liveUsers.plain === 'login-module' ? brokerClasses.plainUsersLoginModule : plainLoginModule,
    'SCRAM-SHA-256': scramLoginModule,
    'SCRAM-SHA-512': scramLoginModule,
  };
  return {
    name: 'client',
    use: 'within',
    host: address,
    port: brokerPorts.sasl,
    advertisedHost: address,
    protocol: login.tls ? 'SASL_SSL' : 'SASL_PLAINTEXT',
    // No module knows a user by itself: those of PLAIN stand in a file that changes while the broker runs.
    logins: new Map(
      login.mechanisms.map((mechanism) => [mechanism, { module: modules[mechanism], options: {} }]),
    ),
  };
}

function plainListener(address: string): Listener {
  return {
    name: 'plain',
    use: 'within',
    host: address,
    port: brokerPorts.plaintext,
    advertisedHost: address,
    protocol: 'PLAINTEXT',
    logins: new Map(),
  };
}

/** The same for clients that come by IPv6: a listener of its own, so that they are told the brokers' addresses there. */
function onIpv6(one: Listener, ports: { readonly plaintext: number; readonly sasl: number }): Listener {
  const host = `[${ipv6Address}]`;
  const there = { ...one, use: 'ipv6', host, advertisedHost: host } as const;
  return one.name === 'plain'
    ? { ...there, name: 'plainipv6', port: ports.plaintext }
    : { ...there, name: 'clientipv6', port: ports.sasl };
}

/** The same for clients that come by way of the public address: the relay there carries them to the broker's own. */
function forPublic(one: Listener, publicAddress: string): Listener {
  const there = { ...one, use: 'public', advertisedHost: publicAddress } as const;
  return one.name === 'plain'
    ? { ...there, name: 'publicplain', port: brokerPorts.publicPlaintext }
    : { ...there, name: 'publicclient', port: brokerPorts.publicSasl };
}

function amongBrokers(settings: BrokerSettings, clients: Listener | null): readonly Listener[] {
  const { address, internalPassword, metadata, version } = settings;
  // Where listeners share their logins, two modules that serve PLAIN would get into each other's way.
  const shared = version.listenerSettings === 'per-broker' ? clients?.logins.get('PLAIN') : undefined;
  const options = {
    username: internalUser,
    password: internalPassword,
    [`user_${internalUser}`]: internalPassword,
  };
  const internal: Listener = {
    name: 'internal',
    use: 'among-brokers',
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
