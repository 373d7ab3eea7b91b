import { operation } from '../operation.ts';
import { regions } from '../zone-directory.ts';

export const describeRegion = operation<object>('ckafka', 'DescribeRegion', async () => ({
  Result: regions.map(({ id, code, shortCode, name, area }) => ({
    RegionId: id,
    RegionName: name,
    AreaName: area,
    RegionCode: shortCode,
    RegionCodeV3: code,
    Support: 'profession',
    Ipv6: 0,
    MultiZone: 1,
  })),
}));
