import type { Endpoint, KafkaInstance, ListenerName } from '../../../domain/instance/instance.ts';
import type { ResolvedPlace } from '../../../domain/network/network.ts';
import { networkPortId } from '../network-port-id.ts';
import type { ZoneDirectory } from '../zone-directory.ts';
import { huaweiOffering } from '../instances/huawei-offering.ts';
import { portProtocolsView } from './port-protocols-view.ts';
import { statusWord } from '../instances/statuses.ts';

/**
 * An instance as GET shows it: all fields of the SDK's model, with their odd types (`partition_num` and `created_at`
 * are strings, `charging_mode` is a number, `cross_vpc_info` is JSON within a string), which clients rely on.
 * @param place null where its network is gone; the names are then empty
 */
export function instanceView(
  instance: KafkaInstance,
  place: ResolvedPlace | null,
  usedStorageGb: number,
  zones: ZoneDirectory,
) {
  const { spec } = instance;
  const offering = huaweiOffering(instance);
  const { plaintext, login } = spec.access;
  const tls = login?.tls === true;
  const at = (listener: ListenerName) =>
    instance.endpoints.filter((endpoint) => endpoint.listener === listener);
  const listener = tls ? 'client-sasl-tls' : login === null ? 'client-plaintext' : 'client-sasl-plaintext';
  const addresses = {
    plain: plaintext ? at('client-plaintext') : [],
    saslTls: tls ? at('client-sasl-tls') : [],
    saslPlaintext: login !== null && !tls ? at('client-sasl-plaintext') : [],
  };
  const publicAddresses = {
    plain: at('public-plaintext'),
    saslTls: at('public-sasl-tls'),
    saslPlaintext: at('public-sasl-plaintext'),
  };
  const mainOf = (ways: typeof addresses) =>
    tls ? ways.saslTls : login === null ? ways.plain : ways.saslPlaintext;
  const endpoints = mainOf(addresses);
  const publicEndpoints = mainOf(publicAddresses);
  // Brokers listen there once they have been started with it; until then nobody is sent where nobody answers.
  const publicStatus = publicEndpoints.length > 0 ? 'actived' : 'closed';
  const zoneViews = spec.zones.map((zone) => zones.ofDomain(zone));
  return {
    instance_id: instance.id,
    name: instance.name,
    description: instance.description,
    engine: instance.engine,
    engine_version: instance.version,
    type: spec.brokerCount === 1 ? 'single' : 'cluster',
    status: statusWord(instance.status),
    // Not Huawei's: the reason of a status. SDKs and Terraform skip fields that they do not know. JSON leaves out
    // what is undefined; a spread in its place would make the object, and so every answer, slower to write.
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
    charging_mode: 1,
    order_id: '',
    new_spec_billing_enable: !offering.productId.startsWith('00300-'),
    service_type: 'advanced',
    broker_num: spec.brokerCount,
    node_num: spec.brokerCount,
    partition_num: String(spec.partitionLimit),
    // On the cloud 33 GB per broker are kept for logs and metadata; here nothing is taken from what was ordered.
    storage_space: spec.storageGib,
    total_storage_space: spec.storageGib,
    used_storage_space: usedStorageGb,
    storage_spec_code: offering.storageCode,
    storage_type: 'hec',
    storage_resource_id: '',
    is_logical_volume: true,
    extend_times: 0,
    disk_encrypted: typeof spec.encryptionKeyId === 'string',
    disk_encrypted_key: spec.encryptionKeyId ?? '',
    retention_policy: spec.atCapacity === 'delete-oldest' ? 'time_base' : 'produce_reject',

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
    ipv6_enable: spec.ipv6 === true,
    ipv6_connect_addresses: at(`${listener}-ipv6`).map(({ address, port }) => `[${address}]:${port}`),

    // How clients reach it
    connect_address: endpoints.map((endpoint) => endpoint.address).join(','),
    port: endpoints[0]?.port ?? (login === null ? 9092 : 9093),
    kafka_private_connect_address: joinAddresses(endpoints),
    kafka_private_connect_domain_name: '',
    port_protocols: portProtocolsView(spec.access, {
      plain: joinAddresses(addresses.plain),
      saslTls: joinAddresses(addresses.saslTls),
      saslPlaintext: joinAddresses(addresses.saslPlaintext),
      publicPlain: joinAddresses(publicAddresses.plain),
      publicSaslTls: joinAddresses(publicAddresses.saslTls),
      publicSaslPlaintext: joinAddresses(publicAddresses.saslPlaintext),
    }),
    cross_vpc_info: crossVpcInfo(endpoints),
    public_cross_vpc_info: crossVpcInfo(publicEndpoints),
    pod_connect_address: '',
    dns_enable: false,
    vpc_client_plain: plaintext && login !== null,

    // Public access. The two publicip fields are those of Huawei's RocketMQ instances; its Kafka instances do not say
    // which EIPs they have.
    enable_publicip: spec.publicAccess !== null,
    kafka_public_status: publicStatus,
    public_access_enabled: publicStatus,
    public_bandwidth: spec.publicAccess?.bandwidthMbitps ?? 0,
    public_boundwidth: spec.publicAccess?.bandwidthMbitps ?? 0,
    publicip_id: spec.publicAccess?.addresses.map(({ id }) => id).join(',') ?? '',
    publicip_address: spec.publicAccess?.addresses.map(({ address }) => address).join(',') ?? '',
    public_connect_address: joinAddresses(publicEndpoints),
    public_connect_domain_name: '',

    // Security
    ssl_enable: tls,
    broker_ssl_enable: tls,
    ssl_two_way_enable: false,
    cert_replaced: false,
    new_auth_cert: false,
    kafka_security_protocol: login === null ? 'PLAINTEXT' : tls ? 'SASL_SSL' : 'SASL_PLAINTEXT',
    sasl_enabled_mechanisms: [...(login?.mechanisms ?? [])],
    access_user: login?.userName ?? '',
    enable_acl: false,

    // What else it can do
    enable_auto_topic: spec.autoCreateTopics,
    kafka_manager_user: spec.kafkaManagerUser ?? '',
    management_connect_address: '',
    public_management_connect_address: '',
    connector_enable: false,
    connector_id: '',
    connector_node_num: 0,
    rest_enable: false,
    rest_connect_address: '',
    message_query_inst_enable: false,
    enable_log_collection: false,
    trace_enable: false,
    agent_enable: false,
    dr_enable: false,
    support_features: '',
    ces_version: 'linux,v1,v2',
  };
}

function joinAddresses(endpoints: readonly Endpoint[]): string {
  return endpoints.map(({ address, port }) => `${address}:${port}`).join(',');
}

/**
 * One entry per broker, empty until there are addresses: Terraform waits for it to be filled and counts its entries.
 * The cloud shows its cross-VPC listener (9011) here; ours is the one that clients connect to.
 */
function crossVpcInfo(endpoints: readonly Endpoint[]): string {
  if (endpoints.length === 0) return '';
  const entries = endpoints.map(({ address, port }) => [
    address,
    { advertised_ip: address, port, port_id: networkPortId(address) },
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}
