import type { SaslMechanism } from '../../domain/instance/instance.ts';
import { internalUser } from './broker-settings.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { brokerClasses } from './broker-classes.ts';
import { brokerPorts, hasTls } from './cluster-layout.ts';
import { jaasEntry, plainLoginModule, scramLoginModule } from './jaas.ts';

/** A listener of a broker. Its name stands in Kafka's settings in capitals, in lower case in their prefixes. */
interface Listener {
  readonly name: 'client' | 'plain' | 'internal' | 'controller';
  readonly port: number;
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

/**
 * The settings for the broker's listeners, their logins and TLS.
 * @throws Error where an instance with logins comes without the secrets for them
 */
export function listenerProperties(settings: BrokerSettings): Properties {
  const { version, address, metadata } = settings;
  const known = listenersOf(settings);
  // Every broker logs in to the controllers, but only these listen for it.
  const bound = known.filter(({ name }) => name !== 'controller' || isController(settings));
  const addressed = (listeners: readonly Listener[]) =>
    listeners.map(({ name, port }) => `${name.toUpperCase()}://${address}:${port}`).join(',');
  return [
    ['listeners', addressed(bound)],
    ['advertised.listeners', addressed(bound.filter(({ name }) => name !== 'controller'))],
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
    ...liveUserProperties(settings),
    ...admissionProperties(settings),
    ...tlsProperties(settings),
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
  return [
    ...(clients === null ? [] : [clients]),
    ...(settings.spec.access.plaintext
      ? [
          {
            name: 'plain',
            port: brokerPorts.plaintext,
            protocol: 'PLAINTEXT',
            logins: new Map<SaslMechanism, Login>(),
          } as const,
        ]
      : []),
    { name: 'internal', port: brokerPorts.internal, ...amongBrokers },
    ...(metadata.kind === 'kraft'
      ? [{ name: 'controller' as const, port: brokerPorts.controller, ...amongBrokers }]
      : []),
  ];
}

function withLogin({ version, spec, client }: BrokerSettings): Listener | null {
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

/** What lets users of the clients' listener change without a restart. */
function liveUserProperties({ version, spec }: BrokerSettings): Properties {
  const { login } = spec.access;
  if (login === null) return [];
  const { plain, principalBuilder } = version.liveUsers;
  return [
    ...(plain === 'callback-handler' && login.mechanisms.includes('PLAIN')
      ? ([
          [
            'listener.name.client.plain.sasl.server.callback.handler.class',
            brokerClasses.plainUsersCallbackHandler,
          ],
        ] as const)
      : []),
    ...(principalBuilder === null
      ? []
      : ([['listener.name.client.principal.builder.class', principalBuilder]] as const)),
  ];
}

/** What admits clients without a login by their addresses; that of logins is done where users are. */
function admissionProperties({ version, spec }: BrokerSettings): Properties {
  if (!spec.access.plaintext) return [];
  const prefix = version.listenerSettings === 'per-listener' ? 'listener.name.plain.' : '';
  return [[`${prefix}principal.builder.class`, version.guard.plainPrincipals]];
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

function tlsProperties({ version, spec, client }: BrokerSettings): Properties {
  if (client === null || !hasTls(spec)) return [];
  // Only the clients' listener speaks TLS, so that the broker's keystore is its.
  const prefix = version.listenerSettings === 'per-listener' ? 'listener.name.client.' : '';
  return [
    [`${prefix}ssl.keystore.type`, 'PKCS12'],
    [`${prefix}ssl.keystore.location`, client.keystoreFile],
    [`${prefix}ssl.keystore.password`, client.keystorePassword],
    [`${prefix}ssl.key.password`, client.keystorePassword],
    [`${prefix}ssl.client.auth`, 'none'],
    ['ssl.enabled.protocols', version.tlsProtocols.join(',')],
  ];
}
