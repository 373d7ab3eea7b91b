import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Caller } from '../src/domain/identity/caller.ts';
import type { KafkaInstance, NetworkPlace } from '../src/domain/instance/instance.ts';
import type { Store } from '../src/domain/store.ts';
import { findDataDirectory } from '../src/store/data-directory.ts';
import { createSeal } from '../src/store/sealing.ts';
import { openStore } from '../src/store/store.ts';
import { exampleInstance } from '../test/support/example-instance.ts';

const perTransaction = 2_000;

/** Whoever owns the instances; only the project counts. */
export function benchCaller(projectId: string): Caller {
  return {
    accountId: 'bench',
    accountName: 'bench',
    projectId,
    projectName: 'bench',
    userId: 'bench',
    userName: 'bench',
  };
}

/**
 * Fills the stopped server's database with instances of a project, with their tasks, as the API would have made them.
 * They have failed after they ran (lists leave out what never ran), and nothing is due for them, so that no server starts brokers for them. Answers their ids.
 */
export async function fillWithInstances(
  dataDir: string,
  caller: Caller,
  count: number,
): Promise<readonly string[]> {
  const { databaseFile, sealingKey } = findDataDirectory(dataDir);
  const { store, close } = await openStore(databaseFile, createSeal(sealingKey));
  const ids: string[] = [];
  const place = await placeOf(store, caller.projectId);
  while (ids.length < count) {
    await store.transaction(async ({ instances, tasks }) => {
      for (let made = 0; made < perTransaction && ids.length < count; made++) {
        const instance = benchInstance(caller, place, ids.length);
        await instances.insert(instance, false);
        await tasks.insert({
          id: randomUUID(),
          instanceId: instance.id,
          projectId: caller.projectId,
          kind: 'create',
          status: 'failed',
          reason: null,
          createdByUserId: caller.userId,
          createdByUserName: caller.userName,
          createdAtMs: instance.createdAtMs,
          updatedAtMs: instance.createdAtMs,
        });
        ids.push(instance.id);
      }
    });
  }
  await close();
  const database = new DatabaseSync(databaseFile);
  database.exec(
    `update instances set status = 'failed', status_reason = 'Made by a bench.', ready_at_ms = created_at_ms, due_at_ms = null`,
  );
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  return ids;
}

/** The project's first network. */
async function placeOf(store: Store, projectId: string): Promise<NetworkPlace> {
  const [vpc] = await store.networks.listVpcs(projectId);
  const [subnet] = await store.networks.listSubnets(projectId);
  const [group] = await store.networks.listSecurityGroups(projectId);
  return { vpcId: vpc?.id ?? '', subnetId: subnet?.id ?? '', securityGroupId: group?.id ?? '' };
}

function benchInstance(caller: Caller, network: NetworkPlace, index: number): KafkaInstance {
  return exampleInstance(caller.projectId, {
    name: `kafka-${index}`,
    description: 'made by a bench',
    createdAtMs: Date.now(),
    createdByUserId: caller.userId,
    createdByUserName: caller.userName,
    endpoints: ['broker-1', 'broker-2', 'broker-3'].map((member, broker) => ({
      member,
      listener: 'client-sasl-tls',
      address: `127.65.${(index >> 6) & 255}.${((index & 63) << 2) + broker + 1}`,
      port: 9093,
    })),
    spec: {
      network,
      tags: [
        { key: 'key1', value: 'value1' },
        { key: 'key2', value: 'value2' },
      ],
    },
  });
}
