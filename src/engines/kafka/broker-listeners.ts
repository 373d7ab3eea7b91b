import type { SaslMechanism } from '../../domain/instance/instance.ts';
import { internalUser } from './broker-settings.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { brokerClasses } from './broker-classes.ts';
import { brokerPorts, hasTls } from './cluster-layout.ts';
import { jaasEntry, plainLoginModule, scramLoginModule } from './jaas.ts';

/** A listener of a broker. Its name stands in Kafka's settings in capitals, in lower case in their prefixes. */
interface Listener {
  readonly name: 'client' | 'plain' | 'publicclient' | 'publicplain' | 'internal' | 'controller';
  readonly port: number;
  /** Where it is said to be: elsewhere than at the broker's own address for those by way of a public one. */
  readonly advertised: string;
  readonly protocol: 'PLAINTEXT' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  /** The login modules of the mechanisms that it offers. */
  readonly logins: ReadonlyMap<SaslMechanism, Login>;
}

interface Login {
  readonly module: string;
  /** They name the users that the module knows by itself. */
  readonly options: LoginOptions;
}

type LoginOptions = Readonly<Record<string, string>>;

type Properties = readonly (readonly [string, string | number | boolean])[];

const listenerText = ({ name, port }: Listener, address: string) =>
  `${name.toUpperCase()}://${address}:${port}`;

/**
 * The settings for the broker's listeners, their logins and TLS.
 * @throws Error where an instance with logins comes without the secrets for them
 */
export function listenerProperties(settings: BrokerSettings): Properties {
  const { version, address, metadata } = settings;
  const known = listenersOf(settings);
  // Every broker logs in to the controllers, but only these listen for it.
  const bound = known.filter(({ name }) => name !== 'controller' || isController(settings));
  return [
    ['listeners', bound.map((one) => listenerText(one, address)).join(',')],
    [
      'advertised.listeners',
      bound
        .filter(({ name }) => name !== 'controller')
        .map((one) => listenerText(one, one.advertised))
        .join(','),
    ],
    [
      'listener.security.protocol.map',
      known.map(({ name, protocol }) => `${name.toUpperCase()}:${protocol}`).join(','),
    ],
    ['inter.broker.listener.name', 'INTERNAL'],
    ['sasl.mechanism.inter.broker.protocol', 'PLAIN'],
    ...(metadata.kind === 'kraft'
      ? ([
          ['controller.listener.names', 'CONTROLLER'],
          ['sasl.mechanism.controller.protocol', 'PLAIN'],
        ] as const)
      : []),
    ...(version.listenerSettings === 'per-listener' ? loginsPerListener(known) : loginsPerBroker(known)),
    ...liveUserProperties(settings, known),
    ...admissionProperties(settings, known),
    ...tlsProperties(settings, known),
  ];
}

/**
 * The sections of the broker's JAAS file with the logins of its listeners, for a version that does not take them in its
 * properties: 0.10.2 looks for one section of this name, whatever the listener.
 */
export function listenerJaasSections(settings: BrokerSettings): Readonly<Record<string, string>> {
  if (settings.version.listenerSettings === 'per-listener') return {};
  const byModule = new Map<string, LoginOptions>();
  for (const { logins } of listenersOf(settings)) {
    for (const { module, options } of logins.values()) {
      byModule.set(module, { ...byModule.get(module), ...options });
    }
  }
  return { KafkaServer: [...byModule].map(([module, options]) => jaasEntry(module, options)).join('\n  ') };
}

export function isController({ metadata, brokerId }: BrokerSettings): boolean {
  return metadata.kind === 'kraft' && metadata.controllers.some(({ number }) => number === brokerId);
}

function listenersOf(settings: BrokerSettings): readonly Listener[] {
  const { internalPassword, metadata, version } = settings;
  const clients = withLogin(settings);
  // Where listeners share their logins, two modules that serve PLAIN would get into each other's way.
  const shared = version.listenerSettings === 'per-broker' ? clients?.logins.get('PLAIN') : undefined;
  const amongBrokers: Pick<Listener, 'protocol' | 'logins'> = {
    protocol: 'SASL_PLAINTEXT',
    logins: new Map([
      [
        'PLAIN',
        {
          module: shared?.module ?? plainLoginModule,
          options: {
            username: internalUser,
            password: internalPassword,
            [`user_${internalUser}`]: internalPassword,
          },
        },
      ],
    ]),
  };
  const ownAddress = { advertised: settings.address };
  const fromWithin = [
    ...(clients === null ? [] : [{ ...clients, ...ownAddress }]),
    ...(settings.spec.access.plaintext ? [{ ...withoutLogin, ...ownAddress }] : []),
  ];
  const { publicAddress } = settings;
  return [
    ...fromWithin,
    ...(publicAddress === null
      ? []
      : fromWithin.map((one) => ({ ...one, ...publicTwins[one.name], advertised: publicAddress }))),
    { name: 'internal', port: brokerPorts.internal, ...ownAddress, ...amongBrokers },
    ...(metadata.kind === 'kraft'
      ? [{ name: 'controller' as const, port: brokerPorts.controller, ...ownAddress, ...amongBrokers }]
      : []),
  ];
}

const withoutLogin = {
  name: 'plain',
  port: brokerPorts.plaintext,
  protocol: 'PLAINTEXT',
  logins: new Map<SaslMechanism, Login>(),
} as const;

/** What a listener is called, and which port it has, for clients that come by way of a public address. */
const publicTwins = {
  client: { name: 'publicclient', port: brokerPorts.publicSasl },
  plain: { name: 'publicplain', port: brokerPorts.publicPlaintext },
} as const;

function withLogin({
  version,
  spec,
  client,
}: BrokerSettings): (Omit<Listener, 'advertised' | 'name'> & { readonly name: 'client' }) | null {
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
  // No module knows a user by itself: those of PLAIN stand in a file that changes while the broker runs.
  const logins = login.mechanisms.map((mechanism): [SaslMechanism, Login] => [
    mechanism,
    { module: modules[mechanism], options: {} },
  ]);
  const protocol = login.tls ? 'SASL_SSL' : 'SASL_PLAINTEXT';
  return { name: 'client', port: brokerPorts.sasl, protocol, logins: new Map(logins) };
}

/** What lets users of the clients' listeners change without a restart. */
function liveUserProperties({ version, spec }: BrokerSettings, listeners: readonly Listener[]): Properties {
  const { login } = spec.access;
  const { plain, principalBuilder } = version.liveUsers;
  return listeners.flatMap(({ name }): Properties => {
    if (login === null || (name !== 'client' && name !== 'publicclient')) return [];
    const prefix = `listener.name.${name}.`;
    return [
      ...(plain === 'callback-handler' && login.mechanisms.includes('PLAIN')
        ? ([
            [`${prefix}plain.sasl.server.callback.handler.class`, brokerClasses.plainUsersCallbackHandler],
          ] as const)
        : []),
      ...(principalBuilder === null
        ? []
        : ([[`${prefix}principal.builder.class`, classFor(name, principalBuilder)]] as const)),
    ];
  });
}

/** What admits clients without a login by their addresses; that of logins is done where users are. */
function admissionProperties({ version }: BrokerSettings, listeners: readonly Listener[]): Properties {
  const plain = listeners.filter(({ name }) => name === 'plain' || name === 'publicplain');
  const { plainPrincipals } = version.guard;
  if (version.listenerSettings === 'per-broker') {
    return plain.length === 0 ? [] : [['principal.builder.class', plainPrincipals]];
  }
  return plain.map(({ name }) => [
    `listener.name.${name}.principal.builder.class`,
    classFor(name, plainPrincipals),
  ]);
}

/** Principal builders are not told whose they are before Kafka 2.2, so that those of public listeners are classes of their own. */
function classFor(name: Listener['name'], principalBuilder: string): string {
  return name.startsWith('public') ? `${principalBuilder}$OfPublic` : principalBuilder;
}

function loginsPerListener(listeners: readonly Listener[]): Properties {
  return listeners
    .filter(({ logins }) => logins.size > 0)
    .flatMap(({ name, logins }): Properties => [
      [`listener.name.${name}.sasl.enabled.mechanisms`, [...logins.keys()].join(',')],
      ...[...logins].map(
        ([mechanism, { module, options }]) =>
          [
            `listener.name.${name}.${mechanism.toLowerCase()}.sasl.jaas.config`,
            jaasEntry(module, options),
          ] as const,
      ),
    ]);
}

/**
 * Each listener offers the mechanisms of all and knows the users of all. That lets nobody in who has no password of this
 * cluster: where clients may not use PLAIN, it knows nobody but the brokers.
 */
function loginsPerBroker(listeners: readonly Listener[]): Properties {
  const mechanisms = new Set(listeners.flatMap(({ logins }) => [...logins.keys()]));
  return [['sasl.enabled.mechanisms', [...mechanisms].join(',')]];
}

function tlsProperties(
  { version, spec, client }: BrokerSettings,
  listeners: readonly Listener[],
): Properties {
  if (client === null || !hasTls(spec)) return [];
  // Only the clients' listeners speak TLS, so that the broker's keystore is theirs.
  const prefixes =
    version.listenerSettings === 'per-listener'
      ? listeners
          .filter(({ protocol }) => protocol === 'SASL_SSL')
          .map(({ name }) => `listener.name.${name}.`)
      : [''];
  return [
    ...prefixes.flatMap((prefix): Properties => [
      [`${prefix}ssl.keystore.type`, 'PKCS12'],
      [`${prefix}ssl.keystore.location`, client.keystoreFile],
      [`${prefix}ssl.keystore.password`, client.keystorePassword],
      [`${prefix}ssl.key.password`, client.keystorePassword],
      [`${prefix}ssl.client.auth`, 'none'],
    ]),
    ['ssl.enabled.protocols', version.tlsProtocols.join(',')],
  ];
}
