import type { Endpoint } from '../../../domain/instance/instance.ts';
import type { PublicAddress } from '../../../domain/network/public-address.ts';
import { networkPortId } from '../network-port-id.ts';

/**
 * An EIP as the EIP API v1 shows it. What it is bound to is named once that has an address. JSON leaves out what is
 * undefined, as the cloud does for an EIP that is not bound.
 * @param endpoint where the broker that has the address listens, null while there is none
 */
export function publicAddressView(held: PublicAddress, endpoint: Endpoint | null) {
  return {
    id: held.id,
    status: held.boundTo === null ? 'DOWN' : 'ACTIVE',
    type: '5_bgp',
    public_ip_address: held.address,
    ip_version: 4,
    port_id: endpoint === null ? undefined : networkPortId(endpoint.address),
    private_ip_address: endpoint?.address,
    // There is one bandwidth per address, so that they share an id.
    bandwidth_id: held.id,
    bandwidth_name: held.bandwidthName,
    bandwidth_size: held.bandwidthMbitps,
    bandwidth_share_type: 'PER',
    enterprise_project_id: held.enterpriseProjectId,
    public_border_group: 'center',
    tenant_id: held.projectId,
    // Unlike the VPC API, `2022-12-15 02:42:07`.
    create_time: new Date(held.createdAtMs).toISOString().slice(0, 19).replace('T', ' '),
  };
}
