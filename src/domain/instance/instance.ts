import type { InstanceStatus } from './lifecycle.ts';
import type { Prepaid } from './prepaid.ts';
import type { TopicDefaults } from './topic-defaults.ts';

export type EngineName = 'kafka' | 'rocketmq';
export type SaslMechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** A managed cluster as its owner ordered it and as it stands now. */
export type Instance = KafkaInstance | RocketmqInstance;

export type InstanceOf<Name extends EngineName> = Extract<Instance, { readonly engine: Name }>;

export interface KafkaInstance extends InstanceFacts {
  readonly engine: 'kafka';
  readonly spec: KafkaSpec;
}

export interface RocketmqInstance extends InstanceFacts {
  readonly engine: 'rocketmq';
  readonly spec: RocketmqSpec;
}

/** What is known of instances of every engine. */
export interface InstanceFacts {
  /** As the cloud in which it was ordered writes ids: a UUID in lower case, on Tencent Cloud `ckafka-`, on Alibaba Cloud `alikafka_post-cn-` or `alikafka_pre-cn-` with letters and digits. */
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  /** The version that was asked for (`2.3.0`); the engine runs the newest patch of that line. */
  readonly version: string;
  readonly offering: Offering;
  readonly status: InstanceStatus;
  /** Why the status is what it is, in a sentence for the owner; null when there is nothing to say. */
  readonly statusReason: string | null;
  readonly createdAtMs: number;
  readonly createdByUserId: string;
  readonly createdByUserName: string;
  /** Where clients connect, a row per broker and listener; empty until the addresses are reserved. */
  readonly endpoints: readonly Endpoint[];
}

/** The clouds whose APIs instances are ordered by. Each shows only its own. */
export type CloudName = 'huawei' | 'tencent' | 'alibaba';

/** What was ordered, in the words of the cloud where it was ordered, so that the cloud can show it again. */
export type Offering = AlibabaOffering | HuaweiOffering | TencentOffering;

export interface HuaweiOffering {
  readonly cloud: 'huawei';
  readonly productId: string;
  /** Huawei's `specification` (`300MB`), or what that cloud shows in its place. */
  readonly specification: string;
  readonly storageCode: string;
}

export interface TencentOffering {
  readonly cloud: 'tencent';
  readonly edition: 'profession' | 'standard';
  /** 1 to 9; only the Standard edition has others than 1. */
  readonly instanceType: number;
  readonly diskType: string;
  /** MB/s as ordered. */
  readonly bandwidth: number;
  readonly elasticBandwidth: boolean;
  readonly topicLimit: number;
  /** Zones as ordered, the one with the default route first. */
  readonly zoneIds: readonly number[];
  /** Mbit/s of a public route: 3 for nothing, and what was bought on top. */
  readonly publicMbitps: number;
  readonly dealName: string;
  /** Null for an instance that is paid by the hour. */
  readonly prepaid: { readonly expiresAtMs: number; readonly renewFlag: number } | null;
  readonly deletionProtected: boolean;
  /** Left out while there is only the one that every instance comes with. */
  readonly routes?: readonly TencentRoute[];
}

/** A way to the brokers as Tencent's owners order it; several may lead to one listener. */
export interface TencentRoute {
  readonly id: number;
  /** 0 PLAINTEXT, 1 SASL_PLAINTEXT, 2 SSL, 3 SASL_SSL, 4 and 5 SCRAM by SHA-256 and SHA-512. */
  readonly accessType: number;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly note: string;
  /** Whether it leads to public addresses; left out for no. */
  readonly isPublic?: boolean;
  /** From where alone clients come to a public one, with what the owner says of each; left out or empty for anywhere. */
  readonly allowList?: readonly { readonly cidr: string; readonly description: string }[];
}

export interface AlibabaOffering {
  readonly cloud: 'alibaba';
  readonly regionId: string;
  readonly orderId: string;
  /** 0 for a prepaid instance, 1 for one that is paid by the hour, 3 for a serverless one. */
  readonly paidType: number;
  /** When what is paid for ends; null where it is paid by the hour. */
  readonly expiresAtMs: number | null;
  /** 4: reached from the internet too; 5: from the VPC. */
  readonly deployType: number;
  /** Mbit/s from the internet; 0 where nobody comes from there. */
  readonly eipMax: number;
  /** By port: from where alone clients may come, as the owner said; a port that is left out is open to everyone. */
  readonly allowedIps?: Readonly<Record<string, readonly AllowedIp[]>>;
  readonly specType: string;
  /** MB/s, of writing. */
  readonly ioMax: number;
  /** MB/s of reading, where that is not the same. */
  readonly ioMaxRead?: number;
  /** `alikafka.hw.2xlarge`; empty where the order said `ioMax` itself. */
  readonly ioMaxSpec: string;
  readonly diskType: number;
  readonly diskGib: number;
  readonly topicLimit: number;
  readonly partitionLimit: number;
  readonly resourceGroupId: string;
  /** As the owner or the networks named it; empty before it is deployed. */
  readonly zoneId: string;
  /** The second of the zones that were selected; empty for none. */
  readonly backupZoneId: string;
  /** Whether it was given back: it lets nobody in, and waits to be deleted. */
  readonly released: boolean;
}

/** A block of addresses, and what the owner calls it. */
export interface AllowedIp {
  readonly cidr: string;
  readonly description: string;
}

/** A change to another version of the engine that is under way: the instance has the new version's number already. */
export interface VersionChange {
  readonly from: string;
  /** How many of the engine's stages of such a change are done. */
  readonly stagesDone: number;
}

/** What a cluster of any engine shall be. Every field changes the brokers, the limits, the network or the bill. */
export interface ClusterSpec {
  /** Of RocketMQ: groups of replicas, each of which clients see as one broker. */
  readonly brokerCount: number;
  readonly storageGib: number;
  /** The kind of disk, in the operator's words (`high`); left out where none was asked for. */
  readonly storageClass?: string;
  /** The key of the encrypted disk that messages are kept on; null or left out for none. */
  readonly encryptionKeyId?: string | null;
  /**
   * The operator's directory in which messages are kept, absolute: what class and key meant when the instance was created.
   * Null or left out for the data directory.
   */
  readonly storageDirectory?: string | null;
  readonly atCapacity: 'delete-oldest' | 'refuse-writes';
  /** From which part of the storage on, in percent, that is done; left out for 95. */
  readonly fullAtPercent?: number;
  /** Zone ids; brokers are spread over them in turn. */
  readonly zones: readonly string[];
  readonly network: NetworkPlace;
  /** Whether clients can also connect by IPv6; left out for no. */
  readonly ipv6?: boolean;
  /** Null or left out for none. */
  readonly versionChange?: VersionChange | null;
  /** Whether no client is let in, because what was paid for has ended; left out for no. RocketMQ refuses messages only. */
  readonly isolated?: boolean;
  /** Null or left out for what is paid by the hour, and where the cloud keeps it with what was ordered. */
  readonly prepaid?: Prepaid | null;
  readonly maintenanceWindow: MaintenanceWindow;
  readonly publicAccess: PublicAccess | null;
  readonly enterpriseProjectId: string;
  readonly tags: readonly Tag[];
}

/** A time, or times, at which clients may do more. */
export interface BandwidthRaise {
  readonly name: string;
  readonly isOn: boolean;
  readonly produceMibps: number;
  readonly fetchMibps: number;
  /** When it begins for the first time (epoch ms). */
  readonly firstAtMs: number;
  readonly durationMs: number;
  /** Days of the week (0 is Sunday), by a clock that is so far ahead of UTC, on which it begins again at that time; null for once only. */
  readonly repeats: { readonly days: readonly number[]; readonly aheadOfUtcMs: number } | null;
}

export interface KafkaSpec extends ClusterSpec {
  readonly bandwidthMibps: number;
  /** What clients may read, where that is not what they may write; left out for the same. */
  readonly fetchBandwidthMibps?: number;
  /** Times at which clients may do more than that; left out for none. */
  readonly bandwidthRaises?: readonly BandwidthRaise[];
  /** Up to where clients may go beyond the bandwidth, for which some clouds charge; at most twice of it. Null for nowhere. */
  readonly burstBandwidthMibps: number | null;
  readonly partitionLimit: number;
  /** Whether each replica of a partition counts towards that; left out for no. */
  readonly replicasCount?: boolean;
  /** Null where the cloud limits partitions only. */
  readonly topicLimit: number | null;
  readonly access: ClientAccess;
  readonly autoCreateTopics: boolean;
  /** What holds for topics that do not say otherwise; left out for a spec in which the owner has set none. */
  readonly topicDefaults?: Partial<TopicDefaults>;
  readonly kafkaManagerUser: string | null;
}

export interface RocketmqSpec extends ClusterSpec {
  /** Replicas of each broker's messages, each a process of its own. */
  readonly replicasPerBroker: number;
  readonly topicLimitPerBroker: number;
  readonly groupLimitPerBroker: number;
  /** Java heap of each replica. */
  readonly heapMib: number;
  /** Whether clients come by TLS, without it, or either way by the same port. */
  readonly tlsMode: 'tls' | 'plaintext' | 'permissive';
  /** Whether clients need a user, who may do what the owner permits. */
  readonly acl: boolean;
  /** Whether clients can also come by gRPC. */
  readonly grpcProxy: boolean;
  /** How long messages are kept; left out for two days. */
  readonly retentionHours?: number;
}

export interface NetworkPlace {
  readonly vpcId: string;
  readonly subnetId: string;
  /** Null where the owner chose none: then everyone is admitted. */
  readonly securityGroupId: string | null;
}

/** How clients reach the brokers: one way at least, both at once if the owner likes. */
export interface ClientAccess {
  /** Whether there is a listener without a login. */
  readonly plaintext: boolean;
  /** Whether there is a listener with TLS and without a login; left out for no. From Kafka 1.1 on. */
  readonly tls?: boolean;
  /** How clients log in; null where none does. */
  readonly login: ClientLogin | null;
  /** Ports that are not the engine's usual ones. */
  readonly ports?: Partial<Record<ClientListenerName, number>>;
  /** From where alone clients come to a listener, of those whom the security group admits; one that is left out admits all of those. */
  readonly admitted?: Partial<Record<`client-${WayIn}`, readonly string[]>>;
}

export interface ClientLogin {
  /** Whether the first listener with a login has TLS. A second one, with TLS where the first has none, has a port of its own. */
  readonly tls: boolean;
  /** How clients log in from within; left out for the first listener alone. Empty where they do so by public addresses only. */
  readonly ways?: readonly LoginWay[];
  readonly mechanisms: readonly SaslMechanism[];
  /** Who was ordered with it; others may have been added since. Empty where it was switched on before there was anybody. */
  readonly userName: string;
}

/** A listener on a public address for each broker. */
export interface PublicAccess {
  /** Of all traffic through the public addresses together, in each direction. */
  readonly bandwidthMbitps: number;
  /** In the order of the brokers. */
  readonly addresses: readonly BoundAddress[];
  /** The ways in that are public, whether they are there from within or not; left out for those that are. */
  readonly ways?: readonly WayIn[];
  /** From where alone clients may come; null or left out for whoever the security group admits. */
  readonly admittedCidrs?: readonly string[] | null;
}

/** A public address, which stays the instance's until its port is closed. */
export interface BoundAddress {
  readonly id: string;
  readonly address: string;
}

/** A daily window, `HH:mm` in UTC, that may pass midnight. */
export interface MaintenanceWindow {
  readonly begin: string;
  readonly end: string;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export type LoginWay = 'sasl-plaintext' | 'sasl-tls';
/** `tls` is TLS without a login. */
export type WayIn = 'plaintext' | 'tls' | LoginWay;
/** A listener for clients of IPv4. */
export type ClientListenerName = `client-${WayIn}` | `public-${WayIn}`;

/**
 * `client-…` are on the brokers' own addresses. Those of IPv6 have a name of their own, because their address `::1` is that of all
 * brokers. `public-…` are on a public address, for the broker that is the endpoint's member.
 */
export type ListenerName =
  | ClientListenerName
  | `client-${WayIn}-ipv6`
  | 'internal'
  | RocketmqListener
  | `${RocketmqListener}-ipv6`
  | `public-${RocketmqListener}`;

/** Of RocketMQ: where routes are asked for, where messages go, and the gRPC proxy. */
type RocketmqListener = 'nameserver' | 'broker' | 'grpc';

export interface Endpoint {
  /** The process that listens, such as `broker-1`. */
  readonly member: string;
  readonly listener: ListenerName;
  readonly address: string;
  readonly port: number;
}
