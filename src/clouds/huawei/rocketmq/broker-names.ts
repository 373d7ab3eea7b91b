import type { RocketmqAdministration } from '../../../domain/rocketmq-administration/rocketmq-administration.ts';

/** Of the instance's brokers, in order. */
export async function brokerNamesOf({
  brokers,
}: Pick<RocketmqAdministration, 'brokers'>): Promise<readonly string[]> {
  return (await brokers.list()).map(({ name }) => name);
}
