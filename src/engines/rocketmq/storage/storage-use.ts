import type { StorageUse } from '../../../domain/limits/storage.ts';
import type { FoundFile } from '../../../runtimes/runtime.ts';

/** What brokers write messages into: 5.x below `commitlog/`, the DLedger of 4.8.0 below `dledger-n0/data/`. */
const messages = /^(?:commitlog|dledger-[^/]+\/data)\/\d+$/;

/** Whether a file of a broker's data folder holds messages. */
export function holdsMessages({ path }: FoundFile): boolean {
  return messages.test(path);
}

/** What files in these folders add up to. Nothing is ever about to leave: brokers delete a file at once. */
export function storageUse(files: Iterable<readonly FoundFile[]>): StorageUse {
  let usedBytes = 0;
  let messageBytes = 0;
  for (const ofMember of files) {
    for (const file of ofMember) {
      usedBytes += file.bytes;
      if (holdsMessages(file)) messageBytes += file.bytes;
    }
  }
  return { usedBytes, leavingBytes: 0, messageBytes };
}
