import type { ClientAccess, ClientLogin, KafkaSpec, LoginWay, WayIn } from './instance.ts';

/** How clients log in from within, the first listener first. */
export function loginWays({ login }: ClientAccess): readonly LoginWay[] {
  if (login === null) return [];
  const { ways } = login;
  return ways === undefined ? [firstWay(login)] : inOrder(login).filter((way) => ways.includes(way));
}

/** How clients connect from within: with a login first. */
export function waysWithin(access: ClientAccess): readonly WayIn[] {
  return [
    ...loginWays(access),
    ...(access.tls === true ? (['tls'] as const) : []),
    ...(access.plaintext ? (['plaintext'] as const) : []),
  ];
}

/** How clients connect by way of public addresses: with a login first. */
export function publicWays({
  access,
  publicAccess,
}: Pick<KafkaSpec, 'access' | 'publicAccess'>): readonly WayIn[] {
  if (publicAccess === null) return [];
  const { ways } = publicAccess;
  if (ways === undefined) return waysWithin(access);
  const logins = access.login === null ? [] : inOrder(access.login);
  return [...logins, 'tls' as const, 'plaintext' as const].filter((way) => ways.includes(way));
}

export function hasLogin(way: WayIn): way is LoginWay {
  return way !== 'plaintext' && way !== 'tls';
}

/** The login with these ways from within. */
export function withWays(login: ClientLogin, wanted: readonly LoginWay[]): ClientLogin {
  const { ways: _, ...rest } = login;
  const ways = inOrder(login).filter((way) => wanted.includes(way));
  return ways.length === 1 && ways[0] === firstWay(login) ? rest : { ...rest, ways };
}

function inOrder(login: ClientLogin): readonly LoginWay[] {
  return login.tls ? ['sasl-tls', 'sasl-plaintext'] : ['sasl-plaintext', 'sasl-tls'];
}

function firstWay({ tls }: ClientLogin): LoginWay {
  return tls ? 'sasl-tls' : 'sasl-plaintext';
}
