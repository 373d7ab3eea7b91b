import { badValue, unsupported } from '../errors.ts';

/** How the cloud calls the ways in which a user logs in. Here users may log in by all mechanisms of their instance. */
export type SaslUserType = 'plain' | 'scram';

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID, ONS_SERVICE_UNSUPPORTED */
export function checkUserType(type = 'plain', mechanism?: string): SaslUserType {
  if (type === 'LDAP') throw unsupported('Type LDAP');
  if (type !== 'plain' && type !== 'scram') throw badValue('Type', type, 'plain, scram or LDAP');
  if (mechanism === 'SCRAM-SHA-512') throw unsupported('Mechanism SCRAM-SHA-512');
  if (mechanism !== undefined && mechanism !== 'SCRAM-SHA-256') {
    throw badValue('Mechanism', mechanism, 'SCRAM-SHA-256 or SCRAM-SHA-512');
  }
  return type;
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkUserName(name: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
  throw badValue('Username', name, '1 to 64 letters, digits, hyphens and underscores');
}

/** The password is not repeated. @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkPassword(password: string): string {
  if (/^[\x21-\x7e]{1,64}$/.test(password)) return password;
  throw badValue('Password', undefined, '1 to 64 printable characters of ASCII without spaces');
}
