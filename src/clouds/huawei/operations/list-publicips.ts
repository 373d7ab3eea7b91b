import type { Operation } from '../operation.ts';
import type { Query } from '../../query.ts';
import { createBoundEndpointLookup } from '../vpc/bound-endpoint-lookup.ts';
import { ofEnterpriseProject, pageOf } from '../vpc/paging.ts';
import { publicAddressView } from '../vpc/public-address-view.ts';

/** The EIPs of the project. Filters may be repeated, as Terraform does to find all EIPs of an instance. */
export const listPublicips: Operation = {
  name: 'ListPublicips',
  method: 'GET',
  paths: ['/v1/{project_id}/publicips'],
  body: 'none',
  async run({ caller, query }, { publicAddresses, instances }) {
    const endpointOf = createBoundEndpointLookup(instances, caller);
    const held = ofEnterpriseProject(await publicAddresses.list(caller), query);
    const views = await Promise.all(held.map(async (one) => publicAddressView(one, await endpointOf(one))));
    const found = views.filter(
      (view) =>
        isAmong(query, 'id', view.id) &&
        isAmong(query, 'public_ip_address', view.public_ip_address) &&
        isAmong(query, 'private_ip_address', view.private_ip_address) &&
        isAmong(query, 'port_id', view.port_id) &&
        isAmong(query, 'ip_version', String(view.ip_version)),
    );
    return { status: 200, body: { publicips: pageOf(found, query, 'VPC.0501') } };
  },
};

/** Whether the filter names the value; one that is absent or empty restricts nothing. */
function isAmong(query: Query, name: string, value: string | undefined): boolean {
  const wanted = query.all(name).filter((one) => one !== '');
  return wanted.length === 0 || (value !== undefined && wanted.includes(value));
}
