import type { KafkaSpec } from '../../domain/instance/instance.ts';
import { loginWays } from '../../domain/instance/ways-in.ts';
import { topicDefaultsOf } from '../../domain/instance/topic-defaults.ts';
import { takesSettingsLive } from './live-settings.ts';
import { brokerProtocol } from './version-change.ts';
import type { KafkaVersion } from './versions.ts';

/**
 * What an owner may change of a broker that it takes at its start only: in the owner's words and not as the broker's
 * files say it, so that a Polybroker that writes these files in another way restarts nobody.
 */
export function startSettings(
  spec: KafkaSpec,
  version: KafkaVersion,
  publicAddress: string | null,
): Readonly<Record<string, string>> {
  const { plaintext, tls = false } = spec.access;
  const { partitions, replicas, retentionMs, maxMessageBytes, minInSyncReplicas } = topicDefaultsOf(spec);
  const { amongBrokers, messages } = brokerProtocol(spec, version);
  const settings = {
    version: version.askedAs[0] ?? version.lockName,
    protocol: `${amongBrokers}, messages ${messages}`,
    plaintext,
    tls,
    login: loginText(spec),
    publicAddress: publicText(spec, publicAddress),
    autoCreateTopics: spec.autoCreateTopics,
    partitions,
    replicas,
    ...(takesSettingsLive(version) ? {} : { retentionMs, maxMessageBytes, minInSyncReplicas }),
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
}

function loginText({ access }: KafkaSpec): string {
  if (access.login === null) return 'none';
  const protocols = loginWays(access).map((way) => (way === 'sasl-tls' ? 'SASL_SSL' : 'SASL_PLAINTEXT'));
  return `${protocols.join('+')} ${access.login.mechanisms.join()}`;
}

function publicText({ publicAccess }: KafkaSpec, publicAddress: string | null): string {
  if (publicAddress === null) return 'none';
  const { ways } = publicAccess ?? {};
  return ways === undefined ? publicAddress : `${publicAddress} ${ways.join('+')}`;
}
