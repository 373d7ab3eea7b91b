import { createHash } from 'node:crypto';
import type { Caller } from '../../../domain/identity/caller.ts';
import type { ServiceRole } from '../../../domain/identity/service-role.ts';

/** The one that the cloud makes when an instance is encrypted for the first time, and the service that takes it on. */
export const encryptionRole = 'AliyunServiceRoleForAlikafkaInstanceEncryption';
const encryptionService = 'instanceencryption.alikafka.aliyuncs.com';

export function roleView({ name, createdAtMs }: ServiceRole, { accountId, projectId }: Caller) {
  const account = digitsOf(`account ${accountId}`, 16);
  return {
    RoleId: `3${digitsOf(`role ${projectId} ${name}`, 17)}`,
    RoleName: name,
    Arn: `acs:ram::${account}:role/${name.toLowerCase()}`,
    Description: 'Made by the service that takes it on.',
    CreateDate: `${new Date(createdAtMs).toISOString().slice(0, 19)}Z`,
    IsServiceLinkedRole: true,
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: JSON.stringify({
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: [encryptionService] } }],
      Version: '1',
    }),
  };
}

/** As many decimal digits, always the same for a text. */
function digitsOf(text: string, count: number): string {
  const digest = createHash('sha256').update(text).digest('hex');
  return BigInt(`0x${digest}`).toString().slice(-count);
}
