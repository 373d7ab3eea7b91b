import { blocksAdmittedTo, blocksAdmittedToPublic } from '../../domain/limits/admitted-networks.ts';
import type { KafkaSpec } from '../../domain/instance/instance.ts';
import type { KafkaLimits } from '../../domain/limits/instance-limits.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { internalUser } from './broker-settings.ts';
import { relayFile } from '../relay-member.ts';
import { addressOf, brokerPorts, brokersOf, relayName } from './cluster-layout.ts';
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
  const files = new Map(brokersOf(spec).map(({ name }) => [name, [limitsFile(name, addresses, limits)]]));
  // An instance that was just given public access has no relay yet.
  if (spec.publicAccess !== null && addresses.has(relayName)) {
    files.set(relayName, [relayFile(relaySettings(spec, addresses, limits))]);
  }
  return files;
}

/** The limits of this broker. */
export function limitsFile(
  brokerName: string,
  addresses: ReadonlyMap<string, string>,
  limits: KafkaLimits | undefined,
): MemberFile {
  const exempt = ['exempt.users', internalUser] as const;
  if (limits === undefined) return { path: limitsFileName, content: renderProperties(new Map([exempt])) };
  // Brokers are asked by the control plane from their own addresses, whoever else may connect.
  const own = `${addressOf(addresses, brokerName)}/32`;
  const relay = addresses.get(relayName);
  const admitted = (port: number) => [own, ...blocksAdmittedTo(port, limits.admitted)];
  // Clients of other machines come from the relay's address, which has looked at theirs.
  const admittedByRelay = (port: number) =>
    relay === undefined ? [] : [`${relay}/32`, own, ...blocksAdmittedToPublic(port, limits)];
  const untilFull = limits.messageBytesUntilFull.get(brokerName);
  const content = renderProperties(
    new Map<string, string | number | boolean>([
      ['produce.bytes.per.second', limits.producedBytesPerSecond],
      ['fetch.bytes.per.second', limits.fetchedBytesPerSecond],
      ['max.partitions', limits.partitions],
      ...(limits.topics === null ? [] : ([['max.topics', limits.topics]] as const)),
      ['read.only', limits.refusesWrites],
      ...(untilFull === undefined ? [] : ([['max.stored.bytes', untilFull]] as const)),
      ['plain.networks', admitted(brokerPorts.plaintext).join()],
      ['client.networks', admitted(brokerPorts.sasl).join()],
      ['public.plain.networks', admittedByRelay(brokerPorts.publicPlaintext).join()],
      ['public.client.networks', admittedByRelay(brokerPorts.publicSasl).join()],
      ['public.plain.port', brokerPorts.publicPlaintext],
      exempt,
    ]),
  );
  return { path: limitsFileName, content };
}
