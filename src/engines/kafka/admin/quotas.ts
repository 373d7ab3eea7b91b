import { isDeepStrictEqual } from 'node:util';
import type {
  Quota,
  QuotaAdministration,
  QuotaClient,
  QuotaLimits,
  QuotaName,
} from '../../../domain/administration/quotas.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import { controllerLink } from './cluster-metadata.ts';
import { errorCodes, requireNone } from './error-codes.ts';
import { untilEverywhere } from './everywhere.ts';
import { limitsOf, quotaKeys } from './quota-limits.ts';
import type { QuotaChanges, QuotaKey } from './quota-limits.ts';
import { readQuotaNodes, writeQuotaNode } from './quota-nodes.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';

export function createQuotaAdministration(context: AdminContext): QuotaAdministration {
  const quotas = context.snapshot(() => readQuotas(context));

  async function change(client: QuotaClient, changes: QuotaChanges): Promise<void> {
    requireClient(client);
    try {
      await attempt('change a quota', async () => {
        const link = await controllerLink(context.link);
        if (wayOf(link, 'quotas') === 'zookeeper') await writeQuotaNode(context, client, changes);
        else {
          await alterQuotas(link, client, changes);
          await untilEverywhere(context.link, async (one) =>
            isApplied(await describeQuotas(one), client, changes),
          );
        }
      });
    } finally {
      quotas.invalidate();
    }
  }

  return {
    list: () => attempt('list quotas', () => quotas.get()),

    async set(client, limits) {
      const changes = new Map<QuotaKey, number>();
      for (const [name, key] of Object.entries(quotaKeys) as [keyof QuotaLimits, QuotaKey][]) {
        const value = limits[name];
        if (value === undefined) continue;
        if (!Number.isFinite(value) || value <= 0) {
          throw new DomainError('invalid-quota', `A limit is a number above 0, not ${value}.`, name);
        }
        changes.set(key, value);
      }
      if (changes.size === 0) throw new DomainError('invalid-quota', 'A quota sets at least one limit.');
      await change(client, changes);
    },

    remove: (client) => change(client, new Map(Object.values(quotaKeys).map((key) => [key, null]))),
  };
}

function isApplied(quotas: readonly Quota[], client: QuotaClient, changes: QuotaChanges): boolean {
  const limits = quotas.find((quota) => isDeepStrictEqual(quota.client, client))?.limits;
  const names = Object.entries(quotaKeys) as [keyof QuotaLimits, QuotaKey][];
  return names.every(([name, key]) => {
    const wanted = changes.get(key);
    return wanted === undefined || (limits?.[name] ?? null) === wanted;
  });
}

function requireClient({ user, clientId }: QuotaClient): void {
  const names = [user, clientId].filter((name) => name !== undefined);
  if (names.length === 0)
    throw new DomainError('invalid-quota', 'A quota holds for a user, a client id or both.');
  if (names.some((name) => name.kind === 'name' && name.name === '')) {
    throw new DomainError('invalid-quota', 'The name of a user or client cannot be empty.');
  }
}

async function readQuotas(context: AdminContext): Promise<readonly Quota[]> {
  const link = await context.link.toAny();
  return wayOf(link, 'quotas') === 'zookeeper' ? await readQuotaNodes(context) : await describeQuotas(link);
}

async function describeQuotas(link: BrokerLink): Promise<readonly Quota[]> {
  const response = await link.call(brokerApis.describeClientQuotas, [], false);
  requireNone(response.errorCode, 'list quotas', response.errorMessage ?? null);
  return (response.entries ?? []).flatMap(({ entity, values }): Quota[] => {
    // Quotas of addresses (how often they may connect) are none of these.
    if (entity.some(({ entityType }) => entityType !== 'user' && entityType !== 'client-id')) return [];
    const limits = limitsOf(new Map(values.map(({ key, value }) => [key, value])));
    if (limits === null) return [];
    const nameOf = (type: string): QuotaName | undefined => {
      const found = entity.find(({ entityType }) => entityType === type);
      if (found === undefined) return undefined;
      return found.entityName == null ? { kind: 'default' } : { kind: 'name', name: found.entityName };
    };
    const [user, clientId] = [nameOf('user'), nameOf('client-id')];
    return [{ client: { ...(user && { user }), ...(clientId && { clientId }) }, limits }];
  });
}

async function alterQuotas(
  link: BrokerLink,
  { user, clientId }: QuotaClient,
  changes: QuotaChanges,
): Promise<void> {
  const ops = [...changes].map(([key, value]) =>
    value === null ? ({ key, remove: true } as const) : ({ key, value, remove: false } as const),
  );
  const entities = [...entityOf('user', user), ...entityOf('client-id', clientId)];
  const { entries } = await link.call(brokerApis.alterClientQuotas, [{ entities, ops }], false);
  for (const { errorCode, errorMessage } of entries) {
    if (errorCode === errorCodes.invalidRequest) {
      throw new DomainError('invalid-quota', errorMessage ?? 'The brokers do not take this quota.');
    }
    requireNone(errorCode, 'change a quota', errorMessage ?? null);
  }
}

function entityOf(entityType: 'user' | 'client-id', name: QuotaName | undefined) {
  return name === undefined ? [] : [{ entityType, entityName: name.kind === 'default' ? null : name.name }];
}
