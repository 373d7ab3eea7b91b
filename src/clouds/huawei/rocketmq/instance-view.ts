import type { Endpoint, ListenerName, RocketmqInstance } from '../../../domain/instance/instance.ts';
import type { ResolvedPlace } from '../../../domain/network/network.ts';
import { huaweiOffering } from '../instances/huawei-offering.ts';
import { statusWord } from '../instances/statuses.ts';
import type { ZoneDirectory } from '../zone-directory.ts';
import { tlsWord } from './create-rules/tls.ts';

/**
 * An instance as GET shows it: all fields of the SDK's model.
 * @param place null where its network is gone; the names are then empty
 * @param hasExpired whether what was paid for has ended
 */
export function rocketmqInstanceView(
  instance: RocketmqInstance,
  place: ResolvedPlace | null,
  usedStorageGb: number,
  zones: ZoneDirectory,
  hasExpired: boolean,
) {
  const { spec } = instance;
  const offering = huaweiOffering(instance);
  const zoneViews = spec.zones.map((zone) => zones.ofDomain(zone));
  const at = (listener: ListenerName) =>
    joinAddresses(instance.endpoints.filter((endpoint) => endpoint.listener === listener));
  const publicNameServers = at('public-nameserver');
  return {
    instance_id: instance.id,
    name: instance.name,
    description: instance.description,
    engine: 'reliability',
    engine_version: instance.version,
    type: instance.version === '4.8.0' || spec.replicasPerBroker > 1 ? 'cluster' : 'single',
    status: hasExpired ? 'FROZEN' : statusWord(instance.status),
    // Not Huawei's, as with Kafka: the reason of a status.
    status_reason: instance.statusReason ?? undefined,
    created_at: String(instance.createdAtMs),
    user_id: instance.createdByUserId,
    user_name: instance.createdByUserName,
    enterprise_project_id: spec.enterpriseProjectId,
    tags: spec.tags.map(({ key, value }) => ({ key, value })),
    maintain_begin: `${spec.maintenanceWindow.begin}:00`,
    maintain_end: `${spec.maintenanceWindow.end}:00`,

    // What was bought
    product_id: offering.productId,
    specification: offering.specification,
    resource_spec_code: '',
    charging_mode: spec.prepaid == null ? 1 : 0,
    order_id: spec.prepaid?.orderId ?? '',
    new_spec_billing_enable: true,
    service_type: 'advanced',
    arch_type: 'X86',
    broker_num: spec.brokerCount,
    node_num: spec.brokerCount * spec.replicasPerBroker,
    storage_space: spec.storageGib,
    total_storage_space: spec.storageGib,
    used_storage_space: usedStorageGb,
    storage_spec_code: offering.storageCode,
    storage_type: 'hec',
    storage_resource_id: '',
    extend_times: 0,
    disk_encrypted: typeof spec.encryptionKeyId === 'string',
    disk_encrypted_key: spec.encryptionKeyId ?? '',
    auto_volume_expand_enable: false,
    // How much of the traffic may be sending and how much receiving: nothing here limits either.
    produce_portion: 1,
    consume_portion: 1,
    max_msg_process_tps: 0,
    enable_elastic_tps: false,

    // Where it is
    vpc_id: spec.network.vpcId,
    vpc_name: place?.vpc.name ?? '',
    subnet_id: spec.network.subnetId,
    subnet_name: place?.subnet.name ?? '',
    subnet_cidr: place?.subnet.cidr ?? '',
    security_group_id: spec.network.securityGroupId ?? '',
    security_group_name: place?.securityGroup?.name ?? '',
    available_zones: zoneViews.map((zone) => zone.id),
    available_zone_names: zoneViews.map((zone) => zone.name),

    // How clients reach it
    namesrv_address: at('nameserver'),
    broker_address: at('broker'),
    grpc_address: at('grpc'),
    namesrv_domain_name: '',
    grpc_domain_name: '',
    ipv6_enable: spec.ipv6 === true,
    ipv6_namesrv_address: at('nameserver-ipv6'),
    ipv6_broker_address: at('broker-ipv6'),
    enable_publicip: spec.publicAccess !== null,
    publicip_id: spec.publicAccess?.addresses.map(({ id }) => id).join(',') ?? '',
    publicip_address: spec.publicAccess?.addresses.map(({ address }) => address).join(',') ?? '',
    public_namesrv_address: publicNameServers,
    public_broker_address: at('public-broker'),
    public_grpc_address: at('public-grpc'),
    public_namesrv_domain_name: '',
    public_grpc_domain_name: '',
    cross_vpc_info: '',
    dns_enable: false,

    // Security
    ssl_enable: spec.tlsMode !== 'plaintext',
    tls_mode: tlsWord(spec.tlsMode),
    config_ssl_need_restart_process: true,
    enable_acl: spec.acl,

    // What else it can do
    enable_log_collection: false,
    dr_enable: false,
    quota_address: '',
    support_features: '',
    ces_version: 'linux,v1,v2',
  };
}

/** Clients take them in this form as they stand: `address:port;address:port`. */
function joinAddresses(endpoints: readonly Endpoint[]): string {
  return endpoints
    .map(({ address, port }) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`))
    .join(';');
}
