import type { Config } from './config/config.ts';
import { parseNamedDirectories } from './config/named-directories.ts';
import { createStoragePlaces, type StoragePlaces } from './domain/instance/storage-places.ts';
import { requireStorageDirectory } from './runtimes/process/storage-directory.ts';

/**
 * The directories that the operator has registered for storage classes and encryption keys.
 * @throws Error where members could not write to one of them
 */
export async function composeStoragePlaces(config: Config): Promise<StoragePlaces> {
  return createStoragePlaces({
    classes: await usable(config.storageClasses, 'POLYBROKER_STORAGE_CLASSES'),
    encryptionKeys: await usable(config.encryptionKeys, 'POLYBROKER_ENCRYPTION_KEYS'),
  });
}

async function usable(text: string, variable: string): Promise<ReadonlyMap<string, string>> {
  const directories = new Map<string, string>();
  for (const [name, directory] of parseNamedDirectories(text) ?? []) {
    directories.set(name, await requireStorageDirectory(directory, `${variable}: the directory of ${name}`));
  }
  return directories;
}
