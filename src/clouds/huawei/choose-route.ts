import { DomainError } from '../../domain/errors.ts';
import type { Caller } from '../../domain/identity/caller.ts';
import type { InstanceService } from '../../domain/instance/instance-service.ts';
import type { EngineName } from '../../domain/instance/instance.ts';
import { unsupportedOperation } from './errors.ts';
import type { Route } from './route-table.ts';

/**
 * Which of the operations of one path is meant. The service's paths are the same for every engine: the instance that the path names
 * decides, or else the engine that stands in the path, or, where an instance is ordered, in the body. Where nothing tells, the
 * first of them answers, as for an instance that does not exist.
 * @throws HuaweiError where the path has no operation for instances of that engine
 */
export async function chooseRoute(
  routes: readonly [Route, ...Route[]],
  caller: Caller,
  instances: Pick<InstanceService, 'get'>,
  bodyOf: () => unknown,
): Promise<Route> {
  const [first] = routes;
  if (routes.length === 1) return first;
  const engine = await engineOf(first, caller, instances, bodyOf);
  if (engine === null) return first;
  const chosen = routes.find(
    ({ operation }) => operation.engine === undefined || operation.engine === engine,
  );
  if (chosen === undefined) throw unsupportedOperation(`${first.operation.name} for ${engine}`);
  return chosen;
}

/** By the words that stand for them in paths and bodies. */
const engines: ReadonlyMap<unknown, EngineName> = new Map([
  ['kafka', 'kafka'],
  ['reliability', 'rocketmq'],
  ['rocketmq', 'rocketmq'],
]);

async function engineOf(
  { params, operation }: Route,
  caller: Caller,
  instances: Pick<InstanceService, 'get'>,
  bodyOf: () => unknown,
): Promise<EngineName | null> {
  const ofInstance = await engineOfInstance(params['instance_id'], caller, instances);
  const known = ofInstance ?? engines.get(params['engine']);
  if (known !== undefined) return known;
  if (operation.body === 'none' || params['instance_id'] !== undefined) return null;
  const body = bodyOf();
  const named = typeof body === 'object' && body !== null && 'engine' in body ? body.engine : undefined;
  return engines.get(named) ?? null;
}

async function engineOfInstance(
  id: string | undefined,
  caller: Caller,
  instances: Pick<InstanceService, 'get'>,
): Promise<EngineName | undefined> {
  if (id === undefined) return undefined;
  try {
    return (await instances.get(caller, id.toLowerCase())).engine;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
