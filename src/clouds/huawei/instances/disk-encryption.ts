import { badParameter } from '../errors.ts';

/**
 * The key of the disk that messages are kept on, or null. Whether it is registered the domain knows.
 * @throws HuaweiError DMS.00400135 where only one of switch and key is given
 */
export function resolveEncryptionKey(body: {
  readonly disk_encrypted_enable?: boolean;
  readonly disk_encrypted_key?: string;
}): string | null {
  const { disk_encrypted_enable: enable = false, disk_encrypted_key: key = '' } = body;
  if (enable === (key !== '')) return enable ? key : null;
  const allowed = enable
    ? 'the id of a registered key, because disk_encrypted_enable is true'
    : 'empty, unless disk_encrypted_enable is true';
  throw badParameter('DMS.00400135', 'disk_encrypted_key', key, allowed);
}
