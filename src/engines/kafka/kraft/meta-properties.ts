import { createHash } from 'node:crypto';
import { renderProperties } from '../../java/java-properties.ts';

/**
 * The `meta.properties` of a node's data directory. Written before each start, so that it must always be the same: the
 * ids come from those of the instance and the member.
 */
export function renderMetaProperties(instanceId: string, member: { name: string; number: number }): string {
  return renderProperties(
    new Map<string, string | number>([
      ['version', 1],
      ['cluster.id', clusterId(instanceId)],
      ['node.id', member.number],
      ['directory.id', kafkaUuid(createHash('sha256').update(`${instanceId}/${member.name}`).digest())],
    ]),
  );
}

/** The instance's id in the form in which Kafka writes a UUID: 22 characters of base64url. One that is no UUID is hashed. */
export function clusterId(instanceId: string): string {
  const digits = instanceId.replaceAll('-', '');
  const bytes = /^[0-9a-f]{32}$/.test(digits)
    ? Buffer.from(digits, 'hex')
    : createHash('sha256').update(instanceId).digest();
  return kafkaUuid(bytes);
}

function kafkaUuid(bytes: Buffer): string {
  return bytes.subarray(0, 16).toString('base64url');
}
