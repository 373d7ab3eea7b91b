import type { Instance } from '../../../domain/instance/instance.ts';
import { hasExpired } from '../../../domain/instance/prepaid.ts';
import type { ResolvedPlace } from '../../../domain/network/network.ts';
import { rocketmqInstanceView } from '../rocketmq/instance-view.ts';
import type { ZoneDirectory } from '../zone-directory.ts';
import { instanceView } from '../kafka/instance-view.ts';

/** The view of an instance as JSON in UTF-8. */
export type InstanceText = (instance: Instance, place: ResolvedPlace | null) => Buffer;

interface Written {
  readonly place: ResolvedPlace | null;
  readonly usedStorageGb: number;
  readonly isExpired: boolean;
  readonly text: Buffer;
}

/**
 * Writes views of instances, and keeps each as long as the store hands out the very same object, which it does until
 * something about the instance changes. Clients that wait for something ask for the same instances again and again, and
 * the ninety fields of one cost more than all else about an answer.
 */
export function createInstanceText(
  zones: ZoneDirectory,
  usedStorageGbOf: (instanceId: string) => number,
  nowMs: () => number,
): InstanceText {
  const writtenOf = new WeakMap<Instance, Written>();
  return (instance, place) => {
    const written = writtenOf.get(instance);
    const usedStorageGb = usedStorageGbOf(instance.id);
    const isExpired = hasExpired(instance.spec, nowMs());
    if (
      written?.usedStorageGb === usedStorageGb &&
      written.place === place &&
      written.isExpired === isExpired
    ) {
      return written.text;
    }
    const view =
      instance.engine === 'kafka'
        ? instanceView(instance, place, usedStorageGb, zones)
        : rocketmqInstanceView(instance, place, usedStorageGb, zones, isExpired);
    const text = Buffer.from(JSON.stringify(view));
    writtenOf.set(instance, { place, usedStorageGb, isExpired, text });
    return text;
  };
}
