import type { FoundFile } from '../../../runtimes/runtime.ts';
import type { DeletionOutcome } from '../../engine.ts';
import { retentionHoursOf } from '../../../domain/instance/retention-hours.ts';
import { replicasOf } from '../cluster-layout.ts';
import { brokerTarget } from '../member-target.ts';
import { requestCodes } from '../remoting/codes.ts';
import { askOnce } from '../remoting/one-request.ts';
import type { RocketmqCluster } from '../rocketmq-cluster.ts';
import { rocketmqVersion } from '../versions.ts';
import { holdsMessages } from './storage-use.ts';

type Ask = typeof askOnce;

/**
 * Has brokers delete the oldest of their files of messages, by a retention that is over for all but the one that is being written:
 * they look every ten seconds and delete ten files at most, one after the other. There is no request for a single file.
 */
export async function deleteOldest(
  cluster: RocketmqCluster,
  files: ReadonlyMap<string, readonly FoundFile[]>,
  _bytes: number,
  signal: AbortSignal,
  ask: Ask = askOnce,
): Promise<DeletionOutcome> {
  const deletable = [...files.values()].some((found) => found.filter(holdsMessages).length > 1);
  if (!deletable) return 'nothing-left';
  const failures = await setRetention(cluster, shortestHours(cluster), signal, ask);
  if (failures.length === replicasOf(cluster.instance.spec).length) throw failures[0];
  return 'under-way';
}

/** Gives brokers their usual retention back. @throws Error where one of them does not answer: it would go on deleting what is kept elsewhere */
export async function endDeletion(
  cluster: RocketmqCluster,
  signal: AbortSignal,
  ask: Ask = askOnce,
): Promise<void> {
  const failures = await setRetention(cluster, retentionHoursOf(cluster.instance.spec), signal, ask);
  if (failures.length > 0) throw failures[0];
}

/** The DLedger of 4.8.0 keeps files for an hour longer than it is told. */
function shortestHours({ instance: { version, spec } }: RocketmqCluster): number {
  return rocketmqVersion(version).replication === 'dledger' && spec.replicasPerBroker > 1 ? -1 : 0;
}

/** Answers why some could not be told. */
async function setRetention(
  cluster: RocketmqCluster,
  hours: number,
  signal: AbortSignal,
  ask: Ask,
): Promise<readonly Error[]> {
  const request = {
    code: requestCodes.updateBrokerConfig,
    body: Buffer.from(`fileReservedTime=${hours}`),
  };
  const outcomes = await Promise.allSettled(
    replicasOf(cluster.instance.spec).map(({ name }) => ask(brokerTarget(cluster, name), request, signal)),
  );
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
}
