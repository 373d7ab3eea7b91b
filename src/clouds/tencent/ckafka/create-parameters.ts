/** What the calls that order an instance have in common; the catalog has checked the types. */
export interface CreateParameters {
  readonly VpcId: string;
  readonly SubnetId: string;
  readonly InstanceName?: string;
  readonly InstanceType?: number;
  /** Minutes. */
  readonly MsgRetentionTime?: number;
  readonly ClusterId?: number;
  readonly KafkaVersion?: string;
  readonly SpecificationsType?: string;
  readonly DiskType?: string;
  /** MB/s. */
  readonly BandWidth?: number;
  /** GB. */
  readonly DiskSize?: number;
  readonly Partition?: number;
  readonly TopicNum?: number;
  readonly ZoneId?: number;
  readonly MultiZoneFlag?: boolean;
  readonly ZoneIds?: readonly number[];
  readonly InstanceNum?: number;
  /** Mbit/s on top of the 3 that cost nothing. */
  readonly PublicNetworkMonthly?: number;
  readonly Tags?: readonly TencentTag[];
  readonly ElasticBandwidthSwitch?: number;
  readonly CustomSSLCertId?: string;
  readonly StoreQuantityType?: number;
}

export interface TencentTag {
  readonly TagKey: string;
  readonly TagValue: string;
}
