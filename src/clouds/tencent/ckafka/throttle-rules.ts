import type {
  QuotaAdministration,
  Quota,
  QuotaClient,
  QuotaLimits,
  QuotaName,
} from '../../../domain/administration/quotas.ts';
import type { RunningCluster } from '../../../domain/administration/running-clusters.ts';
import { badValue, TencentError, unsupportedOperation } from '../errors.ts';
import { numberOfName } from './user-rules.ts';

/** A limit of clients that brokers keep, and the number by which the cloud calls it. */
export interface ThrottleRule {
  readonly id: number;
  readonly quota: Quota;
}

const mib = 1024 * 1024;

/** The rules of single users and clients, whoever made them. */
export async function throttleRules({
  quotas,
}: {
  readonly quotas: QuotaAdministration;
}): Promise<readonly ThrottleRule[]> {
  const all = (await quotas.list()).map((quota) => ({ id: ruleId(quota.client), quota }));
  return all.filter(({ quota: { client, limits } }) => {
    const isNamed = [client.user, client.clientId].every(
      (name) => name === undefined || name.kind === 'name',
    );
    return isNamed && (limits.consumerBytesPerSecond ?? limits.producerBytesPerSecond) !== undefined;
  });
}

/** @throws TencentError ResourceNotFound */
export async function requireThrottleRule(
  administration: { readonly quotas: QuotaAdministration },
  id: number,
): Promise<ThrottleRule> {
  const rule = (await throttleRules(administration)).find((one) => one.id === id);
  if (rule === undefined) throw new TencentError('ResourceNotFound', `There is no throttle rule ${id}.`);
  return rule;
}

/** Kafka limits users and client ids, not groups; topics are not limited yet. @throws TencentError UnsupportedOperation, InvalidParameterValue */
export function checkThrottleType(type: number): void {
  if (type === 2) throw unsupportedOperation('ThrottleType 2 (consumer groups)');
  if (type === 3) throw unsupportedOperation('ThrottleType 3 (topics)');
  if (type !== 1)
    throw badValue('ThrottleType', type, '1 (users and clients), 2 (consumer groups) or 3 (topics)');
}

function named(name: string): QuotaName {
  return { kind: 'name', name };
}

/** Each user with each client id; either list may be empty. @throws TencentError InvalidParameterValue.NotAllowedEmpty */
export function throttledClients(
  users: readonly string[],
  clientIds: readonly string[],
): readonly QuotaClient[] {
  const ofUsers = [...new Set(users)].map((user): QuotaClient => ({ user: named(user) }));
  const ofClients = [...new Set(clientIds)].map((id): QuotaClient => ({ clientId: named(id) }));
  if ([...users, ...clientIds].includes('') || users.length + clientIds.length === 0) {
    throw new TencentError(
      'InvalidParameterValue.NotAllowedEmpty',
      'UserNameList or ClientIdList has to name somebody, and no name is empty.',
    );
  }
  if (users.length === 0) return ofClients;
  if (clientIds.length === 0) return ofUsers;
  return ofUsers.flatMap((user) => ofClients.map((client) => ({ ...user, ...client })));
}

/**
 * MB/s of the whole instance as what each broker allows, as the cloud divides limits of topics among brokers.
 * @throws TencentError InvalidParameterValue
 */
export function throttleLimits(
  { instance }: Pick<RunningCluster, 'instance'>,
  consume: number | undefined,
  produce: number | undefined,
): QuotaLimits {
  const max = 1_000_000;
  const each = (parameter: string, mbps: number | undefined): number | undefined => {
    if (mbps === undefined || mbps === 0) return undefined;
    if (mbps < 1 || mbps > max) throw badValue(parameter, mbps, `1 to ${max} MB/s`);
    return Math.ceil((mbps * mib) / instance.spec.brokerCount);
  };
  const consumer = each('ConsumeThrottle', consume);
  const producer = each('ProduceThrottle', produce);
  if (consumer === undefined && producer === undefined) {
    throw badValue('ConsumeThrottle', consume ?? 0, '1 MB/s or more, unless ProduceThrottle is given');
  }
  return {
    ...(consumer === undefined ? {} : { consumerBytesPerSecond: consumer }),
    ...(producer === undefined ? {} : { producerBytesPerSecond: producer }),
  };
}

/** An item of DescribeThrottleRules. When a rule was changed is not kept. */
export function throttleRuleView({ id, quota: { client, limits } }: ThrottleRule, brokerCount: number) {
  const bytes = limits.consumerBytesPerSecond ?? 0;
  return {
    ThrottleRuleId: id,
    ThrottleType: 1,
    ClientId: client.clientId?.kind === 'name' ? client.clientId.name : '',
    UserName: client.user?.kind === 'name' ? client.user.name : '',
    ConsumeThrottle: Math.round((bytes * brokerCount) / mib),
    UpdateTime: '',
    TopicName: '',
    TopicId: '',
  };
}

/** It follows from whom the rule is for: Kafka has one for each. */
function ruleId({ user, clientId }: QuotaClient): number {
  return numberOfName(JSON.stringify([user ?? null, clientId ?? null]));
}
