import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Login, Reference, TokenScope } from '../../../domain/identity/token-service.ts';
import { HuaweiError } from '../errors.ts';

const text = () => Type.String({ minLength: 1, maxLength: 255 });
const idOrName = { id: Type.Optional(text()), name: Type.Optional(text()) };
const account = Type.Object(idOrName);

/** The body of `POST /v3/auth/tokens`, as far as it is acted upon. */
const schema = Compile(
  Type.Object({
    auth: Type.Object({
      identity: Type.Object({
        methods: Type.Array(Type.String(), { minItems: 1, maxItems: 4 }),
        password: Type.Optional(
          Type.Object({
            user: Type.Object({
              ...idOrName,
              domain: Type.Optional(account),
              password: Type.String({ minLength: 1, maxLength: 1024 }),
            }),
          }),
        ),
        token: Type.Optional(Type.Object({ id: Type.String({ minLength: 1, maxLength: 8192 }) })),
      }),
      scope: Type.Optional(
        Type.Object({
          project: Type.Optional(Type.Object({ ...idOrName, domain: Type.Optional(account) })),
          domain: Type.Optional(account),
        }),
      ),
    }),
  }),
);

/** Who asks for a token, how that is proven, and what the token shall be for. */
export type TokenRequest =
  | { readonly method: 'password'; readonly login: Login; readonly scope: TokenScope }
  | { readonly method: 'token'; readonly token: string; readonly scope: TokenScope };

/** @throws HuaweiError IAM.bad-request, which names the parameter and never repeats what was given */
export function parseTokenRequest(body: unknown): TokenRequest {
  const given = withoutNulls(body);
  if (!schema.Check(given)) {
    const fault = schema.Errors(given)[0];
    const missing =
      fault !== undefined && 'requiredProperties' in fault.params
        ? `.${fault.params.requiredProperties[0]}`
        : '';
    const path = `${(fault?.instancePath ?? '').slice(1).replaceAll('/', '.')}${missing}`.replace(/^\./, '');
    throw refused(path === '' ? 'body' : path, fault?.message ?? 'another value');
  }
  const { identity, scope } = given.auth;
  const tokenScope = toScope(scope);
  const [method, ...others] = identity.methods;
  if (others.length === 0 && method === 'password') {
    const user = identity.password?.user;
    if (user === undefined) throw refused('auth.identity.password.user', 'a user with a password');
    if (user.id === undefined && user.name === undefined) {
      throw refused('auth.identity.password.user', 'an id, or a name with a domain');
    }
    if (user.id === undefined && !isGiven(user.domain)) {
      throw refused(
        'auth.identity.password.user.domain',
        'the id or name of the account, where the user is named',
      );
    }
    const { password, domain } = user;
    return { method, login: { user, account: domain ?? null, password }, scope: tokenScope };
  }
  if (others.length === 0 && method === 'token') {
    if (identity.token === undefined) throw refused('auth.identity.token.id', 'a token');
    return { method, token: identity.token.id, scope: tokenScope };
  }
  throw refused('auth.identity.methods', '["password"] or ["token"]');
}

interface GivenScope {
  readonly project?: Reference & { readonly domain?: Reference };
  readonly domain?: Reference;
}

/** No scope at all is the user's account, as on the cloud. */
function toScope(scope: GivenScope | undefined): TokenScope {
  if (scope === undefined) return { project: null, account: null };
  if (scope.project !== undefined) {
    if (!isGiven(scope.project)) throw refused('auth.scope.project', 'an id or a name');
    const { domain } = scope.project;
    return { project: scope.project, account: isGiven(domain) ? domain : null };
  }
  if (!isGiven(scope.domain)) throw refused('auth.scope', 'a project or a domain, by id or name');
  return { project: null, account: scope.domain };
}

function isGiven(reference: Reference | undefined): reference is Reference {
  return reference?.id !== undefined || reference?.name !== undefined;
}

/** Clients send null for what they do not set. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(inner)]));
}

function refused(parameter: string, allowed: string): HuaweiError {
  return new HuaweiError('IAM.bad-request', `Parameter ${parameter}; allowed: ${allowed}.`);
}
