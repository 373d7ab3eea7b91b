import type { IdentityRepository } from '../../domain/identity/identity-repository.ts';
import type { Caller } from '../../domain/identity/caller.ts';
import type { Log } from '../../system/log.ts';
import type { Cloud, WireRequest, WireResponse } from '../cloud.ts';
import type { Throttle } from '../throttle.ts';
import { authenticate } from './authenticate.ts';
import { chooseRoute } from './choose-route.ts';
import { errorResponse, HuaweiError, toHuaweiError } from './errors.ts';
import { identityErrorResponse } from './iam/identity-error.ts';
import { parseJsonBody } from './json-body.ts';
import { createInstanceText } from './instances/instance-text.ts';
import type { Answer, Operation, Services } from './operation.ts';
import { operations } from './operations/index.ts';
import { parseQuery } from '../query.ts';
import { RouteTable } from './route-table.ts';
import { createZoneDirectory } from './zone-directory.ts';

export interface HuaweiParts extends Omit<Services, 'zones' | 'instanceText'> {
  readonly identity: Pick<IdentityRepository, 'findAccessKey' | 'listProjects'>;
  /** What the instance has on its disks by now. */
  readonly usedStorageGb: (instanceId: string) => number;
  /** Bounds the requests of each access key. */
  readonly throttle: Throttle;
  /** Where defects of ours are reported. */
  readonly log: Log;
  /** What can be called; tests put their own in. */
  readonly operations?: readonly Operation[];
}

/**
 * Huawei Cloud's way of speaking. The order of the checks is the cloud's: its API gateway looks up the path (404
 * APIGW.0101 even without credentials) and proves the caller (401); only then the service behind it sees the request,
 * refuses a wrong method (405 with a code of its own) or project, and parses the body.
 */
export function createHuaweiCloud(parts: HuaweiParts): Cloud {
  const routes = new RouteTable(parts.operations ?? operations);
  const zones = createZoneDirectory(parts.region);
  const services: Services = {
    ...parts,
    zones,
    instanceText: createInstanceText(zones, parts.usedStorageGb, parts.nowMs),
  };

  async function answer(request: WireRequest): Promise<Answer> {
    const match = routes.match(request.method, request.target);
    if (match === 'unknown-path') throw new HuaweiError('APIGW.0101');
    const { access = 'project' } = typeof match === 'object' ? match[0].operation : {};
    const caller = access === 'anyone' ? nobody : await authenticate(request, parts);
    if (match === 'wrong-method') throw new HuaweiError('DMS.00405001', `Method ${request.method}.`);
    const { project_id: projectId } = match[0].params;
    if (projectId !== undefined) checkProject(projectId, caller.projectId);
    else if (access === 'project' && caller.projectId === '') {
      throw new HuaweiError('DMS.10240104', 'The token is for an account; get one for a project.');
    }
    const parsed = parseOnce(request.body);
    const { operation, params } = await chooseRoute(match, caller, services.instances, parsed);
    const body = operation.body === 'json' ? parsed() : undefined;
    const origin = `http://${request.headers['host'] ?? ''}`;
    return operation.run({ caller, params, query: parseQuery(request.target), body, origin }, services);
  }

  return {
    name: 'huawei',

    recognises(request) {
      const { authorization } = request.headers;
      if (authorization !== undefined) return authorization.startsWith('SDK-HMAC-');
      return (
        request.headers['x-auth-token'] !== undefined || /^\/v(1|1\.0|2|3)(\/|$|\?)/.test(request.target)
      );
    },

    async handle(request) {
      try {
        return toResponse(await answer(request));
      } catch (error) {
        const refusal = toHuaweiError(error);
        if (refusal.status >= 500) {
          parts.log.error({ error, requestId: request.requestId }, 'a request failed by a defect');
        }
        const isIdentitys = request.target.startsWith('/v3/') && !refusal.code.startsWith('APIGW.');
        return isIdentitys ? identityErrorResponse(refusal) : errorResponse(refusal, request.requestId);
      }
    },

    refuseTooLarge(request, limitBytes) {
      const refusal = new HuaweiError('APIGW.0201', `The body may have at most ${limitBytes} bytes.`);
      return errorResponse(refusal, request.requestId);
    },
  };
}

/** Of the body, which may be asked for twice. */
function parseOnce(bytes: Uint8Array): () => unknown {
  let parsed: { readonly body: unknown } | undefined;
  return () => (parsed ??= { body: parseJsonBody(bytes) }).body;
}

/**
 * The project of the path must be the caller's. SDKs that were not told a project send the placeholder itself
 * (`{project_id}`, percent-encoded). The header X-Project-Id does not count: Terraform adds it after signing.
 */
function checkProject(given: string, own: string): void {
  if (given === own) return;
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(given)) {
    throw new HuaweiError('DMS.00400002', 'Give the client the project id of its access key.');
  }
  throw new HuaweiError('DMS.10240104');
}

/** The caller of an operation that anyone may call. */
const nobody: Caller = {
  accountId: '',
  accountName: '',
  projectId: '',
  projectName: '',
  userId: '',
  userName: '',
};

function toResponse({ status, headers, body, json }: Answer): WireResponse {
  if (body === undefined && json === undefined) return { status, headers: { ...headers }, body: undefined };
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: json ?? JSON.stringify(body),
  };
}
