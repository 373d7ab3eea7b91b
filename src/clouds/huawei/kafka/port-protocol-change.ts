import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ListenerChange } from '../../../domain/instance/cluster-changes.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';
import { checkPassword, checkUserName } from './create-rules/login.ts';

/** Huawei's names of the listeners that an instance of ours can have. */
const listeners = {
  private_plain_enable: 'plaintext',
  private_sasl_ssl_enable: 'sasl-tls',
  private_sasl_plaintext_enable: 'sasl-plaintext',
} as const;

const validator = Compile(
  Type.Object({
    protocol: Type.Enum(['private_plain_enable', 'private_sasl_ssl_enable', 'private_sasl_plaintext_enable']),
    enable: Type.Boolean(),
    user_name: Type.Optional(Type.String()),
    pass_word: Type.Optional(Type.String()),
    sasl_enabled_mechanisms: Type.Optional(
      Type.Array(Type.Enum(['PLAIN', 'SCRAM-SHA-512']), { uniqueItems: true }),
    ),
  }),
);

const rules: BodyRules = {
  allowed: {
    protocol: `${Object.keys(listeners).join(', ')}; public ones are not supported yet`,
    enable: 'true or false',
    user_name: 'a user name',
    pass_word: 'a password',
    sasl_enabled_mechanisms: 'an array of PLAIN, SCRAM-SHA-512 or both',
  },
  codes: {},
  secret: new Set(['pass_word']),
};

export interface PortProtocolChange {
  readonly protocol: keyof typeof listeners;
  readonly enable: boolean;
  readonly change: ListenerChange;
}

/**
 * The body of the call that switches a listener on or off. User and mechanisms count only where a listener with logins is
 * switched on; empty ones are absent, as Terraform sends them.
 * @throws HuaweiError DMS.00400062, DMS.00400085, DMS.00400015, DMS.00400012
 */
export function portProtocolChange(given: unknown): PortProtocolChange {
  const body = checkBody(given, validator, rules);
  const { protocol, enable } = body;
  const listener = listeners[protocol];
  const logsIn = enable && listener !== 'plaintext';
  const named = logsIn && ((body.user_name ?? '') !== '' || (body.pass_word ?? '') !== '');
  const name = named ? checkUserName('user_name', body.user_name) : null;
  const user = name === null ? null : { name, password: checkPassword('pass_word', body.pass_word, name) };
  const mechanisms = logsIn ? (body.sasl_enabled_mechanisms ?? []) : [];
  return {
    protocol,
    enable,
    change: {
      kind: 'listener',
      listener,
      enable,
      user,
      mechanisms: mechanisms.length === 0 ? null : mechanisms,
    },
  };
}
