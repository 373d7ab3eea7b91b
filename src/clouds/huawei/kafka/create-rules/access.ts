import type { ClientAccess } from '../../../../domain/instance/instance.ts';
import { badParameter } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';
import { checkPassword, checkUserName } from './login.ts';

export interface ResolvedAccess {
  readonly access: ClientAccess;
  readonly userPassword: string | null;
}

type Asked = Pick<
  CreateBody,
  | 'ssl_enable'
  | 'access_user'
  | 'password'
  | 'kafka_security_protocol'
  | 'sasl_enabled_mechanisms'
  | 'port_protocol'
  | 'vpc_client_plain'
>;

/**
 * How clients reach the brokers. User, password and mechanisms are mandatory or meaningful with ssl_enable only: without
 * it the seed calls them invalid, and the service disregards them.
 * @throws HuaweiError DMS.00400012, DMS.00400015, DMS.00400062
 */
export function resolveAccess(body: Asked): ResolvedAccess {
  const tls = body.ssl_enable ?? false;
  const protocol = tls ? 'SASL_SSL' : 'PLAINTEXT';
  if (body.kafka_security_protocol !== undefined && body.kafka_security_protocol !== protocol) {
    const allowed = `${protocol} with ssl_enable ${tls}`;
    throw badParameter('DMS.00400062', 'kafka_security_protocol', body.kafka_security_protocol, allowed);
  }
  checkPortProtocol(body.port_protocol ?? {}, tls);
  if (tls && body.vpc_client_plain === true) {
    throw badParameter('DMS.00400062', 'vpc_client_plain', true, 'false with ssl_enable true');
  }
  if (!tls) return { access: { plaintext: true, login: null }, userPassword: null };
  const userName = checkUserName('access_user', body.access_user);
  const userPassword = checkPassword('password', body.password, userName);
  const mechanisms = body.sasl_enabled_mechanisms ?? ['PLAIN'];
  return { access: { plaintext: false, login: { tls: true, mechanisms, userName } }, userPassword };
}

/** The newer way to say the same: which listeners exist. An instance has one for clients so far. */
function checkPortProtocol(listeners: Readonly<Record<string, boolean | null>>, tls: boolean): void {
  const own = tls ? 'private_sasl_ssl_enable' : 'private_plain_enable';
  for (const [listener, enabled] of Object.entries(listeners)) {
    if (enabled === null || enabled === (listener === own)) continue;
    const allowed = `${listener === own} with ssl_enable ${tls}`;
    throw badParameter('DMS.00400062', `port_protocol.${listener}`, enabled, allowed);
  }
}
