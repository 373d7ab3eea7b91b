import { zonesOfRegion } from '../zone-directory.ts';
import { clustersOfRegion } from './clusters.ts';
import { instancesPerDeal, publicMbitpsAtMost } from './create-order.ts';
import { proBandwidths, proTiers, sizeRanges, standardTypes } from './editions.ts';

/**
 * DescribeCkafkaZone. Ids of zones and whether they are sold out are text here, and the ranges of the editions are JSON
 * within text.
 */
export function zoneAnswer(region: string, appId: number, kafkaVersions: readonly string[]) {
  // 2.4.1 stands for 2.4.2 too.
  const sold = kafkaVersions.filter((version) => version !== '2.4.2');
  const salesInfo = sold.map((version) => ({
    Flag: true,
    Version: version,
    Platform: 'profession',
    SoldOut: false,
  }));
  return {
    ZoneList: zonesOfRegion(region).map(({ id, name }) => ({
      ZoneId: String(id),
      IsInternalApp: 0,
      AppId: appId,
      Flag: true,
      ZoneName: name,
      ZoneStatus: 3,
      Exflag: '',
      SoldOut: 'false',
      SalesInfo: salesInfo,
      ExtraFlag: '',
    })),
    MaxBuyInstanceNum: instancesPerDeal,
    MaxBandwidth: proBandwidths.highPerformance.max * 8,
    UnitPrice: { RealTotalCost: 0, TotalCost: 0 },
    MessagePrice: { RealTotalCost: 0, TotalCost: 0 },
    ClusterInfo: clustersOfRegion(region).map(({ id, zoneId }) => ({
      ClusterId: id,
      ClusterName: `${zoneId}-ckafka`,
      MaxDiskSize: sizeRanges.disk.max,
      MaxBandWidth: proBandwidths.highPerformance.max,
      AvailableDiskSize: sizeRanges.disk.max,
      AvailableBandWidth: proBandwidths.highPerformance.max,
      ZoneId: zoneId,
      ZoneIds: [zoneId],
    })),
    Standard: JSON.stringify({ types: standardTypes }),
    StandardS2: '{}',
    Profession: JSON.stringify({
      BasicEdition: { Bandwidth: rangeView(proBandwidths.basic) },
      HighPerformanceEdition: { Bandwidth: rangeView(proBandwidths.highPerformance) },
      Partition: proTiers.map(({ bandwidth, partitions }) => ({
        Bandwidth: bandwidth,
        Minimal: partitions,
        Maximum: sizeRanges.partitions.max,
        Step: sizeRanges.partitions.step,
      })),
      Disk: proTiers.map(({ bandwidth, disk }) => ({
        Bandwidth: bandwidth,
        Minimal: disk,
        Maximum: sizeRanges.disk.max,
        Step: sizeRanges.disk.step,
      })),
      Retention: { Minimal: 24, Maximum: 720 },
    }),
    Physical: '{}',
    PublicNetwork: JSON.stringify([{ Minimal: 3, Maximum: publicMbitpsAtMost, step: 3 }]),
    PublicNetworkLimit: JSON.stringify({
      Minimal: 3,
      Maximum: publicMbitpsAtMost,
      step: 3,
      minimalZoneIds: [],
    }),
    Offset: 0,
    Limit: 20,
    ForceCheckTag: false,
  };
}

function rangeView({
  min,
  max,
  step,
}: {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}) {
  return { Minimal: min, Maximum: max, Step: step };
}
