import { boughtInstances } from '../alikafka/bought-instances.ts';
import { operation } from '../operation.ts';

/** Ids of instances by region. */
export const getAllInstanceIdList = operation<{ readonly RegionId?: string }>(
  'alikafka',
  'GetAllInstanceIdList',
  async ({ caller, parameters }, services) => {
    const byRegion: Record<string, string[]> = {};
    for (const { id, offering } of await boughtInstances(services, caller)) {
      if (parameters.RegionId !== undefined && offering.regionId !== parameters.RegionId) continue;
      (byRegion[offering.regionId] ??= []).push(id);
    }
    return { InstanceIds: byRegion };
  },
);
