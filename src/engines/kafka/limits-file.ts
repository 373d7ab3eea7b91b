import { blocksAdmittedTo } from '../../domain/limits/admitted-networks.ts';
import type { InstanceLimits } from '../../domain/limits/instance-limits.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { internalUser } from './broker-settings.ts';
import { brokerPorts } from './cluster-layout.ts';
import { renderProperties } from './java-properties.ts';

/** The file in a broker's directory that `jvm/` reads limits from, at most a second after it was replaced. */
const limitsFileName = 'limits.properties';
/** Tells the classes of `jvm/` where it is. */
export const limitsArgument = `-Dpolybroker.limits=${limitsFileName}`;

/** The limits of the broker at this address. */
export function limitsFile(limits: InstanceLimits, address: string): MemberFile {
  // Brokers are asked by the control plane from their own addresses, whoever else may connect.
  const admitted = (port: number) => [`${address}/32`, ...blocksAdmittedTo(port, limits.admitted)].join(',');
  const content = renderProperties(
    new Map<string, string | number | boolean>([
      ['produce.bytes.per.second', limits.bytesPerSecondOfBroker],
      ['fetch.bytes.per.second', limits.bytesPerSecondOfBroker],
      ['max.partitions', limits.partitions],
      ['read.only', limits.refusesWrites],
      ['plain.networks', admitted(brokerPorts.plaintext)],
      ['client.networks', admitted(brokerPorts.sasl)],
      ['exempt.users', internalUser],
    ]),
  );
  return { path: limitsFileName, content };
}
