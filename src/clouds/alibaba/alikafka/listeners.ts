import type {
  ClientAccess,
  ClientListenerName,
  LoginWay,
  SaslMechanism,
} from '../../../domain/instance/instance.ts';

/** A listener of the cloud's instances. */
export interface CloudListener {
  readonly port: number;
  readonly listener: ClientListenerName;
  /** Which of the two lists of allowed addresses it has an entry in. */
  readonly reach: 'vpc' | 'internet';
}

/** EndPoint, SslEndPoint, SaslEndPoint and VpcSaslEndPoint, in this order. */
export const cloudListeners = [
  { port: 9092, listener: 'client-plaintext', reach: 'vpc' },
  { port: 9093, listener: 'public-sasl-tls', reach: 'internet' },
  { port: 9094, listener: 'client-sasl-plaintext', reach: 'vpc' },
  { port: 9095, listener: 'client-sasl-tls', reach: 'vpc' },
] as const satisfies readonly CloudListener[];

/** All users log in by any of these; SCRAM-SHA-512 has no word in this cloud's documentation of instances that are not serverless. */
export const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256'] as const satisfies readonly SaslMechanism[];

/** How clients come in from the internet. */
export const publicWays = ['sasl-tls'] as const satisfies readonly LoginWay[];

const ports = Object.fromEntries(cloudListeners.map(({ listener, port }) => [listener, port]));

/** The ways into an instance that has these listeners with a login in its VPC, and perhaps one that the internet reaches. */
export function accessWith(ways: readonly LoginWay[], isPublic: boolean, userName: string): ClientAccess {
  const hasLogins = isPublic || ways.length > 0;
  return {
    plaintext: true,
    login: hasLogins ? { tls: true, ways, mechanisms: saslMechanisms, userName } : null,
    ports,
  };
}
