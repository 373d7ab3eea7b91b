import { blocksAdmittedTo } from '../../domain/limits/admitted-networks.ts';
import type { KafkaSpec } from '../../domain/instance/instance.ts';
import type { InstanceLimits } from '../../domain/limits/instance-limits.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { internalUser } from './broker-settings.ts';
import { addressOf, brokerPorts, brokersOf } from './cluster-layout.ts';
import { renderProperties } from './java-properties.ts';

/** The file in a broker's directory that `jvm/` reads limits from, at most a second after it was replaced. */
const limitsFileName = 'limits.properties';
/** Tells the classes of `jvm/` where it is. */
export const limitsArgument = `-Dpolybroker.limits=${limitsFileName}`;

/** By broker name. */
export function limitsFiles(
  spec: KafkaSpec,
  addresses: ReadonlyMap<string, string>,
  limits: InstanceLimits | undefined,
): ReadonlyMap<string, readonly MemberFile[]> {
  return new Map(
    brokersOf(spec).map(({ name }) => [name, [limitsFile(name, addressOf(addresses, name), limits)]]),
  );
}

/** The limits of the broker of this name, at this address. */
export function limitsFile(name: string, address: string, limits: InstanceLimits | undefined): MemberFile {
  const exempt = ['exempt.users', internalUser] as const;
  if (limits === undefined) return { path: limitsFileName, content: renderProperties(new Map([exempt])) };
  // Brokers are asked by the control plane from their own addresses, whoever else may connect.
  const admitted = (port: number) => [`${address}/32`, ...blocksAdmittedTo(port, limits.admitted)].join(',');
  const untilFull = limits.messageBytesUntilFull.get(name);
  const content = renderProperties(
    new Map<string, string | number | boolean>([
      ['produce.bytes.per.second', limits.producedBytesPerSecond],
      ['fetch.bytes.per.second', limits.fetchedBytesPerSecond],
      ['max.partitions', limits.partitions],
      ...(limits.topics === null ? [] : ([['max.topics', limits.topics]] as const)),
      ['read.only', limits.refusesWrites],
      ...(untilFull === undefined ? [] : ([['max.stored.bytes', untilFull]] as const)),
      ['plain.networks', admitted(brokerPorts.plaintext)],
      ['client.networks', admitted(brokerPorts.sasl)],
      exempt,
    ]),
  );
  return { path: limitsFileName, content };
}
