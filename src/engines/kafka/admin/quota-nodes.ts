import type { Quota, QuotaClient, QuotaName } from '../../../domain/administration/quotas.ts';
import { sanitizedName } from '../zookeeper/scram-users.ts';
import type { ZooKeeperClient } from '../zookeeper/zookeeper-client.ts';
import { zooKeeperOf } from './admin-context.ts';
import type { AdminContext } from './admin-context.ts';
import { changeConfigNode, childrenOf, readConfigNode } from './config-nodes.ts';
import { limitsOf } from './quota-limits.ts';
import type { QuotaChanges } from './quota-limits.ts';

/** Kafka's name of the node for those that have no quota of their own (`ConfigEntityName.Default`). */
const defaultEntity = '<default>';

/** All quotas below /config/users and /config/clients. */
export async function readQuotaNodes(context: AdminContext): Promise<readonly Quota[]> {
  return await zooKeeperOf(context).use(async (client) => {
    const [users, clients] = await Promise.all([
      childrenOf(client, '/config/users'),
      childrenOf(client, '/config/clients'),
    ]);
    const ofUsers = users.map(async (user) => {
      const both = await childrenOf(client, `/config/users/${user}/clients`);
      return await Promise.all([
        readQuota(client, `users/${user}`, { user: nameOf(user) }),
        ...both.map((one) =>
          readQuota(client, `users/${user}/clients/${one}`, { user: nameOf(user), clientId: nameOf(one) }),
        ),
      ]);
    });
    const ofClients = clients.map((one) => readQuota(client, `clients/${one}`, { clientId: nameOf(one) }));
    const all = [...(await Promise.all(ofUsers)).flat(), ...(await Promise.all(ofClients))];
    return all.filter((quota) => quota !== null);
  });
}

export async function writeQuotaNode(
  context: AdminContext,
  { user, clientId }: QuotaClient,
  changes: QuotaChanges,
): Promise<void> {
  const path = [
    ...(user === undefined ? [] : ['users', entityOf(user)]),
    ...(clientId === undefined ? [] : ['clients', entityOf(clientId)]),
  ].join('/');
  const texts = new Map([...changes].map(([key, value]) => [key, value === null ? null : String(value)]));
  await zooKeeperOf(context).use((client) => changeConfigNode(client, path, texts));
}

async function readQuota(
  zooKeeper: ZooKeeperClient,
  entity: string,
  client: QuotaClient,
): Promise<Quota | null> {
  const config = (await readConfigNode(zooKeeper, entity)) ?? {};
  const limits = limitsOf(new Map(Object.entries(config).map(([key, value]) => [key, Number(value)])));
  return limits === null ? null : { client, limits };
}

function nameOf(entity: string): QuotaName {
  return entity === defaultEntity ? { kind: 'default' } : { kind: 'name', name: decodeURIComponent(entity) };
}

function entityOf(name: QuotaName): string {
  return name.kind === 'default' ? defaultEntity : sanitizedName(name.name);
}
