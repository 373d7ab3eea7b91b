import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { PublicAccessChange } from '../../../domain/instance/cluster-changes.ts';
import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import type { PublicAddress } from '../../../domain/network/public-address.ts';
import { badParameter } from '../errors.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';
import { resolvePublicAccess } from './create-rules/public-access.ts';

const validator = Compile(
  Type.Object({
    eip_address: Type.Optional(Type.String()),
    publicip_id: Type.Optional(Type.String()),
    // As the SDKs for Python, Go and C# spelled it for a while.
    publicIpId: Type.Optional(Type.String()),
    public_boundwidth: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
);

const rules: BodyRules = {
  allowed: {
    eip_address: 'addresses of EIPs, separated by commas',
    publicip_id: 'ids of EIPs, separated by commas; empty to switch public access off',
    publicIpId: 'ids of EIPs, separated by commas',
    public_boundwidth: 'a whole number of Mbit/s',
  },
  codes: {},
  secret: new Set(),
};

/**
 * The body of the call that switches public access: on where it names EIPs, by id or by address, otherwise off. Terraform
 * sends every field, empty where nothing is meant, and the documentation's example has a bandwidth of 0: then it stays what it is.
 * @param held EIPs of the project, by which addresses are understood
 * @throws HuaweiError DMS.00400062, DMS.00400085, DMS.00400128
 */
export function publicAccessChange(
  given: unknown,
  { spec }: Pick<KafkaInstance, 'spec'>,
  held: readonly PublicAddress[],
): PublicAccessChange {
  const body = checkBody(given, validator, rules);
  const ids = body.publicip_id || body.publicIpId || idsOf(body.eip_address ?? '', held);
  if (ids === '') return { kind: 'public-access', access: null };
  const bandwidth = body.public_boundwidth || spec.publicAccess?.bandwidthMbitps;
  const access = resolvePublicAccess(
    {
      enable_publicip: true,
      publicip_id: ids,
      ...(bandwidth === undefined ? {} : { public_boundwidth: bandwidth }),
    },
    spec.brokerCount,
  );
  return { kind: 'public-access', access };
}

function idsOf(addresses: string, held: readonly PublicAddress[]): string {
  if (addresses === '') return '';
  const ids = addresses.split(',').map((one) => held.find(({ address }) => address === one.trim())?.id);
  if (ids.includes(undefined)) {
    throw badParameter('DMS.00400128', 'eip_address', addresses, 'addresses of EIPs that the project has');
  }
  return ids.join(',');
}
