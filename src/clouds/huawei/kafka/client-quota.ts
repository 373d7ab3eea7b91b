import { isDeepStrictEqual } from 'node:util';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ClusterAdministration } from '../../../domain/administration/cluster-administration.ts';
import type { Quota, QuotaClient, QuotaLimits, QuotaName } from '../../../domain/administration/quotas.ts';
import { badParameter } from '../errors.ts';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';

const client = {
  user: Type.Optional(Type.String()),
  user_default: Type.Optional(Type.Boolean()),
  client: Type.Optional(Type.String()),
  client_default: Type.Optional(Type.Boolean()),
};
const rate = Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 53 - 1 }));
const clientValidator = Compile(Type.Object(client));
const quotaValidator = Compile(
  Type.Object({ ...client, producer_byte_rate: rate, consumer_byte_rate: rate }),
);

const rules: BodyRules = {
  allowed: {
    user: 'a user name',
    user_default: 'true or false',
    client: 'a client id',
    client_default: 'true or false',
    producer_byte_rate: 'a whole number of bytes per second',
    consumer_byte_rate: 'a whole number of bytes per second',
  },
  codes: {},
  secret: new Set(),
};

/** For whom a quota holds. @throws HuaweiError DMS.00400062, DMS.00400085 */
export function quotaClient(given: unknown): QuotaClient {
  return toClient(checkBody(withUnderscores(given), clientValidator, rules));
}

/** @throws HuaweiError DMS.00400062, DMS.00400085 */
export function clientQuota(given: unknown): Quota {
  const body = checkBody(withUnderscores(given), quotaValidator, rules);
  // Zero is absent, as Terraform has it.
  const [producer, consumer] = [body.producer_byte_rate || undefined, body.consumer_byte_rate || undefined];
  if (producer === undefined && consumer === undefined) {
    throw badParameter('DMS.00400062', 'producer_byte_rate', 0, 'at least 1, unless consumer_byte_rate is');
  }
  const limits: QuotaLimits = {
    ...(producer === undefined ? {} : { producerBytesPerSecond: producer }),
    ...(consumer === undefined ? {} : { consumerBytesPerSecond: consumer }),
  };
  return { client: toClient(body), limits };
}

/** The SDKs write `user_default`, Terraform writes `user-default`. */
function withUnderscores(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.replaceAll('-', '_'), value]));
}

type ClientBody = { readonly [Name in keyof typeof client]?: Type.Static<(typeof client)[Name]> };

function toClient(body: ClientBody): QuotaClient {
  const user = quotaName('user', body.user, body.user_default);
  const clientId = quotaName('client', body.client, body.client_default);
  if (user === null && clientId === null) {
    throw badParameter(
      'DMS.00400062',
      'user',
      body.user ?? null,
      'a user name, unless one of user_default, client and client_default is given',
    );
  }
  return { ...(user === null ? {} : { user }), ...(clientId === null ? {} : { clientId }) };
}

function quotaName(parameter: string, name = '', isDefault = false): QuotaName | null {
  if (name !== '' && isDefault) {
    throw badParameter('DMS.00400062', parameter, name, `absent where ${parameter}_default is true`);
  }
  if (isDefault) return { kind: 'default' };
  return name === '' ? null : { kind: 'name', name };
}

/** @throws HuaweiError DMS.00400062 where it is not there, or is, against what `shallExist` says */
export async function requireQuota(
  { quotas }: Pick<ClusterAdministration, 'quotas'>,
  wanted: QuotaClient,
  shallExist: boolean,
): Promise<void> {
  const exists = (await clientQuotas({ quotas })).some((quota) => isDeepStrictEqual(quota.client, wanted));
  if (exists === shallExist) return;
  const { user, client: id } = clientQuotaView({ client: wanted, limits: {} });
  const allowed = shallExist ? 'clients that have a quota' : 'clients that have no quota yet';
  throw badParameter('DMS.00400062', user === '' ? 'client' : 'user', user === '' ? id : user, allowed);
}

/** Those of bytes; Kafka knows others too. */
export async function clientQuotas({
  quotas,
}: Pick<ClusterAdministration, 'quotas'>): Promise<readonly Quota[]> {
  return (await quotas.list()).filter(
    ({ limits }) =>
      limits.producerBytesPerSecond !== undefined || limits.consumerBytesPerSecond !== undefined,
  );
}

/** The names in answers have hyphens; what does not restrict is empty, as Terraform looks for it. */
export function clientQuotaView({ client: { user, clientId }, limits }: Quota) {
  return {
    user: user?.kind === 'name' ? user.name : '',
    'user-default': user?.kind === 'default',
    client: clientId?.kind === 'name' ? clientId.name : '',
    'client-default': clientId?.kind === 'default',
    'producer-byte-rate': limits.producerBytesPerSecond,
    'consumer-byte-rate': limits.consumerBytesPerSecond,
  };
}
