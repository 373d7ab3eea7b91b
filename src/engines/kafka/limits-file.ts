import { blocksAdmittedToPublic, blocksAdmittedWithin } from '../../domain/limits/admitted-networks.ts';
import type { KafkaSpec } from '../../domain/instance/instance.ts';
import type { KafkaLimits } from '../../domain/limits/instance-limits.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { internalUser } from './broker-settings.ts';
import { relayFile } from '../relay-member.ts';
import { brokerPorts } from './broker-ports.ts';
import { clientListeners, type ListenerKind, publicListeners } from './client-listeners.ts';
import { addressOf, brokersOf, relayName } from './cluster-layout.ts';
import { renderProperties } from '../java/java-properties.ts';
import { relaySettings } from './public-access.ts';

/** The file in a broker's directory that `jvm/` reads limits from, at most a second after it was replaced. */
const limitsFileName = 'limits.properties';
/** Tells the classes of `jvm/` where it is. */
export const limitsArgument = `-Dpolybroker.limits=${limitsFileName}`;

/** By name, of the brokers and of the relay where there is one. */
export function limitsFiles(
  spec: KafkaSpec,
  addresses: ReadonlyMap<string, string>,
  limits: KafkaLimits | undefined,
): ReadonlyMap<string, readonly MemberFile[]> {
  const files = new Map(
    brokersOf(spec).map(({ name }) => [name, [limitsFile(name, spec, addresses, limits)]]),
  );
  // An instance that was just given public access has no relay yet.
  if (spec.publicAccess !== null && addresses.has(relayName)) {
    files.set(relayName, [relayFile(relaySettings(spec, addresses, limits))]);
  }
  return files;
}

/** The limits of this broker. */
export function limitsFile(
  brokerName: string,
  spec: KafkaSpec,
  addresses: ReadonlyMap<string, string>,
  limits: KafkaLimits | undefined,
): MemberFile {
  const exempt = ['exempt.users', internalUser] as const;
  if (limits === undefined) return { path: limitsFileName, content: renderProperties(new Map([exempt])) };
  const untilFull = limits.messageBytesUntilFull.get(brokerName);
  const content = renderProperties(
    new Map<string, string | number | boolean>([
      ['produce.bytes.per.second', limits.producedBytesPerSecond],
      ['fetch.bytes.per.second', limits.fetchedBytesPerSecond],
      ['max.partitions', limits.partitions],
      ...(limits.countsReplicas ? ([['count.replicas', true]] as const) : []),
      ...(limits.topics === null ? [] : ([['max.topics', limits.topics]] as const)),
      ['read.only', limits.refusesWrites],
      ...(untilFull === undefined ? [] : ([['max.stored.bytes', untilFull]] as const)),
      ...admission(brokerName, spec, addresses, limits),
      exempt,
    ]),
  );
  return { path: limitsFileName, content };
}

/** The keys of who may connect to which listener: one that is not there takes nobody's connection. */
const keys = { plaintext: 'plain', tls: 'tls', sasl: 'client', secondSasl: 'client2' } as const;

/** Who may connect, by listener. */
function admission(
  brokerName: string,
  spec: KafkaSpec,
  addresses: ReadonlyMap<string, string>,
  limits: KafkaLimits,
): readonly (readonly [string, string | number])[] {
  // Brokers are asked by the control plane from their own addresses, whoever else may connect.
  const own = `${addressOf(addresses, brokerName)}/32`;
  const relay = addresses.get(relayName);
  const [within, outside] = [clientListeners(spec), publicListeners(spec)];
  const kinds = Object.entries(keys) as readonly [ListenerKind, string][];
  const publicPlain = outside.find(({ kind }) => kind === 'plaintext');
  return [
    ...kinds.map(([kind, key]) => {
      const one = within.find((listener) => listener.kind === kind);
      const blocks = one === undefined ? [] : blocksAdmittedWithin(one.listener, one.port, limits);
      return [`${key}.networks`, [own, ...blocks].join()] as const;
    }),
    ...kinds.map(([kind, key]) => {
      const one = outside.find((listener) => listener.kind === kind);
      const blocks = one === undefined ? [] : [own, ...blocksAdmittedToPublic(one.port, limits)];
      // Clients of other machines come from the relay's address, which has looked at theirs.
      return [
        `public.${key}.networks`,
        (relay === undefined ? [] : [`${relay}/32`, ...blocks]).join(),
      ] as const;
    }),
    ['public.plain.port', publicPlain?.port ?? brokerPorts.publicPlaintext],
  ];
}
