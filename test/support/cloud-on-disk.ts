import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '../../src/server/create-server.ts';
import { createSeal } from '../../src/store/sealing.ts';
import { openStore } from '../../src/store/store.ts';
import { composeCloud, type Reply } from './huawei-cloud.ts';
import { addOwners, alice, bob } from './owners.ts';
import { signedRequest } from './huawei-signing.ts';
import { type HuaweiClients, huaweiClients } from './huawei.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';

/** Huawei's dialect over a database on disk, listening on loopback. No reconciler: instances stay CREATING. */
export interface CloudOnDisk extends AsyncDisposable {
  /** The official SDK as alice (who has the pool of public addresses) and as bob. */
  readonly alice: HuaweiClients;
  readonly bob: HuaweiClients;
  /** Sends a signed request; for services of which no SDK is at hand. */
  send(method: string, target: string, json?: unknown, owner?: typeof alice): Promise<Reply>;
  /** Ends an instance as the reconciler does when its brokers are gone. */
  forget(instanceId: string): Promise<void>;
}

export async function startCloudOnDisk(): Promise<CloudOnDisk> {
  const directory = await mkdtemp(join(tmpdir(), 'polybroker-cloud-'));
  const opened = await openStore(join(directory, 'store.sqlite'), createSeal(randomBytes(32)));
  const { store, workQueue } = opened;
  await addOwners(store, [alice, bob], Date.now());
  const { cloud, defects } = composeCloud(store, { nowMs: Date.now });
  const server = createServer({
    clouds: [cloud],
    health: () => ({ status: 'ok', version: '0' }),
    authorityOf: async () => null,
    log: silentLog,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const endpoint = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const clientsOf = ({ accessKey, secretKey, caller }: typeof alice) =>
    huaweiClients({ endpoint, accessKey, secretKey, projectId: caller.projectId });

  return {
    alice: clientsOf(alice),
    bob: clientsOf(bob),

    async send(method, target, json, owner = alice) {
      const body = json === undefined ? '' : JSON.stringify(json);
      const options = { atMs: Date.now(), signedHeaders: [] };
      const { host: _, ...headers } = signedRequest({ method, target, body }, owner, options).headers;
      const response = await fetch(`${endpoint}${target}`, {
        method,
        headers: headers as Record<string, string>,
        ...(body === '' ? {} : { body }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        json: text === '' ? undefined : JSON.parse(text),
      };
    },

    async forget(instanceId) {
      const claims = await workQueue.claim('test', Date.now(), 60_000, 100);
      for (const claim of claims) {
        if (claim.instance.id === instanceId) await workQueue.forget(claim);
        else await workQueue.release(claim, Date.now(), 'succeeded');
      }
    },

    async [Symbol.asyncDispose]() {
      await server.close();
      await opened.close();
      await rm(directory, { recursive: true, force: true });
      if (defects.length > 0) throw new Error(`The dialect reported defects: ${JSON.stringify(defects)}`);
    },
  };
}
