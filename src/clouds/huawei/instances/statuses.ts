import type { InstanceStatus } from '../../../domain/instance/lifecycle.ts';

const words: Readonly<Record<InstanceStatus, string>> = {
  creating: 'CREATING',
  running: 'RUNNING',
  restarting: 'RESTARTING',
  // ERROR rather than CREATEFAILED: it is in the documented list, and it is what the Terraform provider stops at.
  failed: 'ERROR',
  deleting: 'DELETING',
};

/** Statuses that the cloud knows and that an instance here never has. */
const foreign: readonly string[] = ['CREATEFAILED', 'FROZEN', 'FREEZING', 'EXTENDING', 'EXTENDEDFAILED'];

export function statusWord(status: InstanceStatus): string {
  return words[status];
}

/** The domain statuses that a word of Huawei's covers: none for one that never occurs here, null for no such word. */
export function statusesOfWord(word: string): readonly InstanceStatus[] | null {
  for (const [status, own] of Object.entries(words)) if (own === word) return [status as InstanceStatus];
  return foreign.includes(word) ? [] : null;
}

/** All words, for messages. */
export const statusWords: readonly string[] = [...Object.values(words), ...foreign];
