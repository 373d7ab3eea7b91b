import { createHash } from 'node:crypto';
import type { Caller } from '../../../domain/identity/caller.ts';
import type { Project } from '../../../domain/identity/project.ts';
import type { IssuedToken } from '../../../domain/identity/token-service.ts';

/** The shapes of IAM's `GET /v3/projects`, `GET /v3/auth/domains` and `POST /v3/auth/tokens`. `origin` is the address that the client called. */
export function projectView(project: Project, origin: string): object {
  return {
    id: project.id,
    name: project.name,
    description: '',
    domain_id: project.accountId,
    parent_id: project.accountId,
    is_domain: false,
    enabled: true,
    links: linksTo(`${origin}/v3/projects/${project.id}`),
  };
}

export function domainView(caller: Caller, origin: string): object {
  const { accountId: id, accountName: name } = caller;
  return { id, name, description: '', enabled: true, links: linksTo(`${origin}/v3/domains/${id}`) };
}

/** Lists are never cut, so there are no other pages. */
export function linksTo(self: string): object {
  return { self, previous: null, next: null };
}

/** @param withCatalog false where the client asks for `nocatalog` */
export function tokenView(
  { caller, issuedAtMs, expiresAtMs }: IssuedToken,
  method: string,
  origin: string,
  withCatalog: boolean,
): object {
  const domain = { id: caller.accountId, name: caller.accountName };
  const scope =
    caller.projectId === ''
      ? { domain }
      : { project: { id: caller.projectId, name: caller.projectName, domain } };
  return {
    methods: [method],
    issued_at: timestamp(issuedAtMs),
    expires_at: timestamp(expiresAtMs),
    user: { id: caller.userId, name: caller.userName, domain, password_expires_at: '' },
    ...scope,
    // The administrator's role: whoever is of an account may do everything in it.
    roles: [{ id: '0', name: 'te_admin' }],
    catalog: withCatalog ? catalog(caller, origin) : [],
  };
}

/** Where the services are that we answer for. */
function catalog({ projectId }: Caller, origin: string): readonly object[] {
  const services = [
    { type: 'iam', name: 'iam', path: '/v3' },
    ...(projectId === ''
      ? []
      : [
          { type: 'dmsv2', name: 'dmsv2', path: `/v2/${projectId}` },
          { type: 'vpc', name: 'vpc', path: `/v1/${projectId}` },
        ]),
  ];
  return services.map(({ type, name, path }) => ({
    id: idOf(`service ${type}`),
    type,
    name,
    endpoints: [
      { id: idOf(`endpoint ${type}`), interface: 'public', region: '*', region_id: '*', url: origin + path },
    ],
  }));
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** `2020-01-04T09:05:22.701000Z`: six digits, which the clients' date formats insist on. */
function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
