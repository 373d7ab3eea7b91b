import { createHash } from 'node:crypto';

/**
 * A topic's id: `topic-` and 8 letters and digits. Brokers before 2.8 know topics by their names only, so that it follows from
 * the instance's id and the name: every topic has one, whoever made it.
 */
export function topicId(instanceId: string, name: string): string {
  const digest = createHash('sha256').update(`${instanceId}/${name}`).digest();
  const text = digest.readBigUInt64BE().toString(36).padStart(8, '0');
  return `topic-${text.slice(-8)}`;
}
