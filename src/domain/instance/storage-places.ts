import { DomainError } from '../errors.ts';
import type { ClusterSpec } from './instance.ts';

/** Directories of the operator's by what they are for: disks of a class, disks that are encrypted with a key. */
export interface RegisteredStorage {
  /** Storage class → absolute directory. */
  readonly classes: ReadonlyMap<string, string>;
  /** Key id → absolute directory on a disk that the operator has encrypted with it. */
  readonly encryptionKeys: ReadonlyMap<string, string>;
}

/** Where the messages of new instances are kept. */
export interface StoragePlaces {
  /**
   * The directory of the key, or else of the class; null where the class has none of its own, for the data directory.
   * @throws DomainError encryption-key-not-found
   */
  directoryOf(spec: Pick<ClusterSpec, 'storageClass' | 'encryptionKeyId'>): string | null;
}

export function createStoragePlaces({ classes, encryptionKeys }: RegisteredStorage): StoragePlaces {
  return {
    directoryOf({ storageClass, encryptionKeyId }) {
      if (encryptionKeyId === undefined || encryptionKeyId === null) {
        return storageClass === undefined ? null : (classes.get(storageClass) ?? null);
      }
      const directory = encryptionKeys.get(encryptionKeyId);
      if (directory !== undefined) return directory;
      throw new DomainError(
        'encryption-key-not-found',
        `The encryption key ${encryptionKeyId} is not registered here.`,
        'encryptionKeyId',
      );
    },
  };
}
