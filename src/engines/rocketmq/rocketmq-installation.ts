import type { ArchivedProgram, ClassArchives } from '../java/class-archives.ts';
import type { JavaInstallation } from '../java/find-java.ts';

/** What runs one version on this machine: absolute paths, in classpath order. */
export interface RocketmqInstallation {
  readonly java: JavaInstallation;
  /** The same for name servers and brokers. */
  readonly classpath: readonly string[];
  readonly classArchives: ClassArchives;
}

/** Our own main classes: see `jvm/`. */
export const mainClasses = {
  nameServer48: 'polybroker.rocketmq.NameServer48',
  nameServer5: 'polybroker.rocketmq.NameServer5',
  broker48: 'polybroker.rocketmq.Broker48',
  broker5: 'polybroker.rocketmq.Broker5',
  brokerWithProxy5: 'polybroker.rocketmq.BrokerWithProxy5',
} as const;

export type MainClass = (typeof mainClasses)[keyof typeof mainClasses];

export function programOf(
  { java, classpath }: RocketmqInstallation,
  mainClass: MainClass,
  tuning: ArchivedProgram['tuning'],
): ArchivedProgram {
  return { java, classpath, mainClass, tuning };
}
