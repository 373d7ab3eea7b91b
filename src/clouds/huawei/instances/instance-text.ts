import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import type { ResolvedPlace } from '../../../domain/network/network.ts';
import type { ZoneDirectory } from '../zone-directory.ts';
import { instanceView } from '../kafka/instance-view.ts';

/** The view of an instance as JSON in UTF-8. */
export type InstanceText = (instance: KafkaInstance, place: ResolvedPlace | null) => Buffer;

interface Written {
  readonly place: ResolvedPlace | null;
  readonly usedStorageGb: number;
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
): InstanceText {
  const writtenOf = new WeakMap<KafkaInstance, Written>();
  return (instance, place) => {
    const written = writtenOf.get(instance);
    const usedStorageGb = usedStorageGbOf(instance.id);
    if (written?.usedStorageGb === usedStorageGb && written.place === place) return written.text;
    const view = instanceView(instance, place, usedStorageGb, zones);
    const text = Buffer.from(JSON.stringify(view));
    writtenOf.set(instance, { place, usedStorageGb, text });
    return text;
  };
}
