import type { LogDirectories, PartitionUsage } from '../../../domain/administration/log-directories.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import { requireNone } from './error-codes.ts';
import { readLogFiles } from './log-files.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';
import { BrokerUnreachableError } from './wire/broker-link.ts';
import type { BrokerLink } from './wire/broker-link.ts';

export function createLogDirectories(context: AdminContext): LogDirectories {
  const usage = context.snapshot(() => readUsage(context));
  return { usage: () => attempt('measure what messages take up', () => usage.get()) };
}

async function readUsage(context: AdminContext): Promise<readonly PartitionUsage[]> {
  // None at all is an error, not an empty answer.
  await context.link.toAny();
  const usages = await Promise.all(
    context.link.brokerIds.map(async (brokerId) => {
      try {
        const link = await context.link.to(brokerId);
        return wayOf(link, 'logDirectories') === 'files'
          ? await readFiles(context, brokerId)
          : await describeLogDirectories(link);
      } catch (error) {
        if (error instanceof BrokerUnreachableError) return [];
        throw error;
      }
    }),
  );
  return usages.flat();
}

async function describeLogDirectories(link: BrokerLink): Promise<readonly PartitionUsage[]> {
  const { results } = await link.call(brokerApis.describeLogDirs, null);
  return results.flatMap(({ errorCode, topics }) => {
    requireNone(errorCode, `measure a directory of broker ${link.broker.id}`);
    return topics.flatMap(({ name, partitions }) =>
      partitions
        // What moves to another directory is counted where it still is.
        .filter(({ isFutureKey }) => !isFutureKey)
        .map(({ partitionIndex, partitionSize }) => ({
          brokerId: link.broker.id,
          topic: name,
          partition: partitionIndex,
          sizeBytes: partitionSize,
        })),
    );
  });
}

async function readFiles(context: AdminContext, brokerId: number): Promise<readonly PartitionUsage[]> {
  if (context.logDirectory === null) {
    throw new Error('This Kafka does not tell sizes, and where its brokers keep their files is not known.');
  }
  return await readLogFiles(brokerId, context.logDirectory(brokerId));
}
