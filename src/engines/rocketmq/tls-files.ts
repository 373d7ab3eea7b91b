import type { RocketmqSpec } from '../../domain/instance/instance.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import type { ClusterSecrets } from '../engine.ts';
import { renderProperties } from '../java/java-properties.ts';
import { hasTls } from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';

const settingsFile = 'tls.properties';
export const certificateFile = 'tls/certificate.pem';
export const privateKeyFile = 'tls/private-key.pem';
const authorityFile = 'tls/ca.pem';

const serverModes = { tls: 'enforcing', permissive: 'permissive', plaintext: 'disabled' } as const;

/**
 * How a member serves TLS, and speaks it with others: RocketMQ takes it from system properties, read once, so that another mode needs a
 * restart. 4.8.0 tries to make a certificate by itself unless it is told not to serve TLS.
 */
export function tlsArguments(spec: RocketmqSpec): readonly string[] {
  return [
    `-Dtls.server.mode=${serverModes[spec.tlsMode]}`,
    // Brokers, name servers and replicas speak TLS with each other where nothing else is served.
    `-Dtls.enable=${spec.tlsMode === 'tls'}`,
    ...(hasTls(spec) ? [`-Dtls.config.file=${settingsFile}`] : []),
  ];
}

/** The files that the arguments name; none without TLS. */
export function tlsFiles(
  spec: RocketmqSpec,
  memberName: string,
  secrets: ClusterSecrets,
): readonly MemberFile[] {
  if (!hasTls(spec)) return [];
  const authority = secretOf(secrets, secretNames.authorityCertificate);
  const settings = new Map<string, string | boolean>([
    ['tls.test.mode.enable', false],
    ['tls.server.need.client.auth', 'none'],
    ['tls.server.keyPath', privateKeyFile],
    ['tls.server.certPath', certificateFile],
    ['tls.server.authClient', false],
    ['tls.server.trustCertPath', authorityFile],
    ['tls.client.authServer', true],
    ['tls.client.trustCertPath', authorityFile],
  ]);
  return [
    { path: settingsFile, content: renderProperties(settings) },
    {
      path: certificateFile,
      // With its authority, so that a client that knows only the root sees the whole chain.
      content: `${secretOf(secrets, secretNames.certificate(memberName))}${authority}`,
    },
    { path: privateKeyFile, content: secretOf(secrets, secretNames.privateKey(memberName)) },
    { path: authorityFile, content: authority },
  ];
}
