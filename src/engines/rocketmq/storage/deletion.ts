import type { FoundFile } from '../../../runtimes/runtime.ts';
import type { DeletionOutcome } from '../../engine.ts';
import { retentionHoursOf } from '../broker-properties.ts';
import { replicasOf } from '../cluster-layout.ts';
import { brokerTarget } from '../member-target.ts';
import { requestCodes } from '../remoting/codes.ts';
import { askOnce } from '../remoting/one-request.ts';
import type { RocketmqCluster } from '../rocketmq-cluster.ts';
import { rocketmqVersion } from '../versions.ts';
import { holdsMessages } from './storage-use.ts';

/**
 * Has brokers delete the oldest of their files of messages, by a retention that is over for all but the one that is being written:
 * they look every ten seconds and delete ten files at most, one after the other. There is no request for a single file.
 */
export async function deleteOldest(
  cluster: RocketmqCluster,
  files: ReadonlyMap<string, readonly FoundFile[]>,
  _bytes: number,
  signal: AbortSignal,
): Promise<DeletionOutcome> {
  const deletable = [...files.values()].some((found) => found.filter(holdsMessages).length > 1);
  if (!deletable) return 'nothing-left';
  await setRetention(cluster, shortestHours(cluster), signal);
  return 'under-way';
}

/** Gives brokers their usual retention back. */
export async function endDeletion(cluster: RocketmqCluster, signal: AbortSignal): Promise<void> {
  await setRetention(cluster, retentionHoursOf(cluster.instance.spec), signal);
}

/** The DLedger of 4.8.0 keeps files for an hour longer than it is told. */
function shortestHours({ instance: { version, spec } }: RocketmqCluster): number {
  return rocketmqVersion(version).replication === 'dledger' && spec.replicasPerBroker > 1 ? -1 : 0;
}

/** @throws Error where no broker answers */
async function setRetention(cluster: RocketmqCluster, hours: number, signal: AbortSignal): Promise<void> {
  const replicas = replicasOf(cluster.instance.spec);
  const outcomes = await Promise.allSettled(
    replicas.map(({ name }) =>
      askOnce(
        brokerTarget(cluster, name),
        { code: requestCodes.updateBrokerConfig, body: Buffer.from(`fileReservedTime=${hours}`) },
        signal,
      ),
    ),
  );
  const [first] = outcomes;
  if (first?.status === 'rejected' && outcomes.every(({ status }) => status === 'rejected')) {
    throw first.reason;
  }
}
