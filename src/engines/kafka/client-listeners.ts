import type { ClientLogin, KafkaSpec, WayIn } from '../../domain/instance/instance.ts';
import { hasLogin, publicWays, waysWithin } from '../../domain/instance/ways-in.ts';
import { brokerPorts } from './broker-ports.ts';

/** The listeners for clients that a broker may have, each from within, by IPv6 and from public addresses. */
export type ListenerKind = 'plaintext' | 'tls' | 'sasl' | 'secondSasl';

/** A way in for clients. */
export interface ClientListener<Side extends 'client' | 'public' = 'client' | 'public'> {
  /** What the instance calls these listeners. */
  readonly listener: `${Side}-${WayIn}`;
  readonly port: number;
  readonly way: WayIn;
  readonly kind: ListenerKind;
}

const usualPorts = {
  client: brokerPorts,
  public: {
    plaintext: brokerPorts.publicPlaintext,
    tls: brokerPorts.publicTls,
    sasl: brokerPorts.publicSasl,
    secondSasl: brokerPorts.publicSecondSasl,
  },
} as const;

/** The ports at which clients connect from within: those with a login first. */
export function clientListeners({ access }: KafkaSpec): readonly ClientListener<'client'>[] {
  return waysWithin(access).map((way) => listenerOf('client', way, access));
}

/** The ports at which clients connect by way of public addresses: those with a login first. */
export function publicListeners(spec: KafkaSpec): readonly ClientListener<'public'>[] {
  return publicWays(spec).map((way) => listenerOf('public', way, spec.access));
}

function listenerOf<Side extends 'client' | 'public'>(
  side: Side,
  way: WayIn,
  { login, ports }: KafkaSpec['access'],
): ClientListener<Side> {
  const kind = kindOf(way, login);
  const listener = `${side}-${way}` as const;
  return { listener, way, kind, port: ports?.[listener] ?? usualPorts[side][kind] };
}

function kindOf(way: WayIn, login: ClientLogin | null): ListenerKind {
  if (!hasLogin(way)) return way;
  return (way === 'sasl-tls') === (login?.tls ?? false) ? 'sasl' : 'secondSasl';
}

/** Whether its clients use TLS. */
export function isTls({ way }: Pick<ClientListener, 'way'>): boolean {
  return way === 'tls' || way === 'sasl-tls';
}
