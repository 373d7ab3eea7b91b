import type { BrokerSettings } from './broker-settings.ts';
import { brokerClasses } from './broker-classes.ts';
import { hasTls } from './cluster-layout.ts';
import { jaasEntry } from './jaas.ts';
import { listenersOf } from './listener.ts';
import type { Listener, LoginOptions } from './listener.ts';

type Properties = readonly (readonly [string, string | number | boolean])[];

/**
 * The settings for the broker's listeners, their logins and TLS.
 * @throws Error where an instance with logins comes without the secrets for them
 */
export function listenerProperties(settings: BrokerSettings): Properties {
  const { version, metadata } = settings;
  const known = listenersOf(settings);
  // Every broker logs in to the controllers, but only these listen for it.
  const bound = known.filter(({ name }) => name !== 'controller' || isController(settings));
  const advertised = bound.filter(({ name }) => name !== 'controller');
  return [
    ['listeners', bound.map((one) => addressed(one, one.host)).join(',')],
    ['advertised.listeners', advertised.map((one) => addressed(one, one.advertisedHost)).join(',')],
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

function addressed({ name, port }: Listener, host: string): string {
  return `${name.toUpperCase()}://${host}:${port}`;
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

/** What lets users of the clients' listeners change without a restart. */
function liveUserProperties({ version, spec }: BrokerSettings, listeners: readonly Listener[]): Properties {
  const { plain, principalBuilder } = version.liveUsers;
  const answersPlain = plain === 'callback-handler' && spec.access.login?.mechanisms.includes('PLAIN');
  return listeners.flatMap((one): Properties => {
    if (one.use === 'among-brokers' || !hasLogins(one)) return [];
    const prefix = `listener.name.${one.name}.`;
    return [
      ...(answersPlain
        ? ([
            [`${prefix}plain.sasl.server.callback.handler.class`, brokerClasses.plainUsersCallbackHandler],
          ] as const)
        : []),
      ...(principalBuilder === null
        ? []
        : ([[`${prefix}principal.builder.class`, classFor(one, principalBuilder)]] as const)),
    ];
  });
}

function hasLogins({ protocol }: Listener): boolean {
  return protocol === 'SASL_PLAINTEXT' || protocol === 'SASL_SSL';
}

/** What admits clients without a login by their addresses; that of logins is done where users are. */
function admissionProperties({ version }: BrokerSettings, listeners: readonly Listener[]): Properties {
  const plain = listeners.filter((one) => !hasLogins(one));
  const { plainPrincipals } = version.guard;
  if (version.listenerSettings === 'per-broker') {
    return plain.length === 0 ? [] : [['principal.builder.class', plainPrincipals]];
  }
  return plain.map((one) => [
    `listener.name.${one.name}.principal.builder.class`,
    classFor(one, plainPrincipals),
  ]);
}

/** Principal builders are not told whose they are before Kafka 2.2, so that those of public and of second listeners are classes of their own. */
function classFor({ use, kind }: Listener, principalBuilder: string): string {
  const twin = kind === 'secondSasl' ? 'Second' : kind === 'tls' ? 'Tls' : '';
  const nested = `${twin}${use === 'public' ? 'OfPublic' : ''}`;
  return nested === '' ? principalBuilder : `${principalBuilder}$${nested}`;
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
          .filter(({ protocol }) => protocol === 'SASL_SSL' || protocol === 'SSL')
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
