import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { membersIn, removeFoldersElsewhere } from './folder-elsewhere.ts';
import { readRecord, unknownRecord, type MemberRecord } from './member-record.ts';
import type { Log } from '../../system/log.ts';

/** Where the files of a member are, if it was ever started. */
export function memberDirectory(dataDir: string, instanceId: string, memberName: string): string {
  return join(instancesDirectory(dataDir), instanceId, memberName);
}

/** Holds a directory for each instance with one for each of its members. */
export function instancesDirectory(dataDir: string): string {
  return join(dataDir, 'instances');
}

/** The names of all directories in `<data dir>/instances`: instance ids, known or not. */
export function listInstances(instancesDir: string): readonly string[] {
  return directoriesIn(instancesDir);
}

/** Instance id → member name → record, of those instances in `instanceIds` that have a directory. A damaged record counts as unknown. */
export function readInstances(
  instancesDir: string,
  instanceIds: ReadonlySet<string>,
  log: Log,
): Map<string, Map<string, MemberRecord>> {
  const instances = new Map<string, Map<string, MemberRecord>>();
  for (const instanceId of directoriesIn(instancesDir)) {
    if (!instanceIds.has(instanceId)) continue;
    const members = new Map<string, MemberRecord>();
    for (const name of directoriesIn(join(instancesDir, instanceId))) {
      const directory = join(instancesDir, instanceId, name);
      const record = readRecord(directory);
      if (record === 'missing') continue;
      if (record === 'unreadable') {
        log.warn({ directory }, 'the record of a member is damaged; its process is looked for by its marker');
      }
      members.set(name, record === 'unreadable' ? unknownRecord : record);
    }
    instances.set(instanceId, members);
  }
  return instances;
}

/** Deletes an instance's directory with all its data, also what its members keep elsewhere. Idempotent. */
export async function removeInstanceDirectory(directory: string): Promise<void> {
  try {
    for (const member of await membersIn(directory)) await removeFoldersElsewhere(member);
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    throw new Error(`Cannot delete ${directory}: ${(error as Error).message}.`, { cause: error });
  }
}

function directoriesIn(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
