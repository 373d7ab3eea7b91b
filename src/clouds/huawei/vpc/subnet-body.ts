import Type from 'typebox';

/** What create and update of a subnet have in common. */
export const subnetProperties = {
  description: Type.Optional(Type.String({ description: 'a text of at most 255 characters' })),
  primary_dns: Type.Optional(Type.String({ description: 'the address of a name server' })),
  secondary_dns: Type.Optional(Type.String({ description: 'the address of a name server' })),
  dnsList: Type.Optional(
    Type.Array(Type.String(), { description: 'an array of up to 5 addresses of name servers' }),
  ),
  dhcp_enable: Type.Optional(
    Type.Literal(true, { description: 'true, instances always get their addresses' }),
  ),
  ipv6_enable: Type.Optional(Type.Literal(false, { description: 'false, IPv6 is not supported yet' })),
  extra_dhcp_opts: Type.Optional(
    Type.Array(Type.Unknown(), { maxItems: 0, description: 'empty, DHCP options are not supported' }),
  ),
};

interface NameServerParameters {
  readonly primary_dns?: string;
  readonly secondary_dns?: string;
  readonly dnsList?: string[];
}

/** The name servers that a body asks for, or undefined where it says nothing of them. The list wins over the pair. */
export function nameServersOf(body: NameServerParameters): readonly string[] | undefined {
  if (body.dnsList !== undefined) return body.dnsList;
  if (body.primary_dns === undefined && body.secondary_dns === undefined) return undefined;
  return [body.primary_dns ?? '', body.secondary_dns ?? ''].filter((address) => address !== '');
}
