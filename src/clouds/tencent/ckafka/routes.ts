import type { ClusterChanges, ListenerChange } from '../../../domain/instance/cluster-changes.ts';
import type {
  Instance,
  KafkaInstance,
  ListenerName,
  SaslMechanism,
  TencentOffering,
  TencentRoute,
} from '../../../domain/instance/instance.ts';
import { badValue, TencentError } from '../errors.ts';
import { changeOffering, tencentOffering } from './tencent-offering.ts';

/** The route that every instance comes with: its brokers in the VPC, without a login. */
const defaultRouteId = 1;
const routesAtMost = 5;

interface AccessKind {
  readonly word: string;
  readonly listener: ListenerChange['listener'];
  readonly mechanism: SaslMechanism | null;
}

/** By AccessType. */
const accessKinds: ReadonlyMap<number, AccessKind> = new Map([
  [0, { word: 'PLAINTEXT', listener: 'plaintext', mechanism: null }],
  [1, sasl('SASL_PLAINTEXT', 'PLAIN')],
  [2, { word: 'SSL', listener: 'tls', mechanism: null }],
  [3, { word: 'SASL_SSL', listener: 'sasl-tls', mechanism: 'PLAIN' }],
  [4, sasl('SCRAM-SHA-256', 'SCRAM-SHA-256')],
  [5, sasl('SCRAM-SHA-512', 'SCRAM-SHA-512')],
]);

function sasl(word: string, mechanism: SaslMechanism): AccessKind {
  return { word, listener: 'sasl-plaintext', mechanism };
}

/** The routes of an instance, the oldest first. */
export function routesOf(instance: KafkaInstance): readonly TencentRoute[] {
  const { vpcId, subnetId } = instance.spec.network;
  return (
    tencentOffering(instance).routes ?? [{ id: defaultRouteId, accessType: 0, vpcId, subnetId, note: '' }]
  );
}

/** The listener that a route leads to. */
export function listenerOf({ accessType, isPublic = false }: TencentRoute): ListenerName {
  const { listener } = kindOf(accessType);
  return isPublic ? `public-${listener}` : `client-${listener}`;
}

/**
 * The change that adds a route, and what else is shown of the order from then on. Routes with logins share a listener for each of
 * SASL_PLAINTEXT and SASL_SSL, whose mechanisms are those of all of them.
 * @throws TencentError LimitExceeded.RouteOverLimit, InvalidParameterValue
 */
export function addRoute(
  instance: KafkaInstance,
  route: TencentRoute,
  ordered: Partial<TencentOffering> = {},
): ListenerChange {
  const kind = kindOf(route.accessType);
  const before = routesOf(instance);
  if (before.length >= routesAtMost) {
    const message = `Instance ${instance.id} has ${before.length} routes; allowed: ${routesAtMost}.`;
    throw new TencentError('LimitExceeded.RouteOverLimit', message);
  }
  if (route.isPublic === true) requirePublic(instance, route, before);
  return change(kind, before, (routes) => [...routes, route], ordered);
}

/** The change that takes a route away; its listener closes with the last route that leads to it. @throws TencentError ResourceNotFound */
export function removeRoute(instance: KafkaInstance, id: number): ClusterChanges {
  const before = routesOf(instance);
  const route = requireRoute(instance, id);
  const without = (routes: readonly TencentRoute[]) => routes.filter((one) => one.id !== id);
  const listener = change(kindOf(route.accessType), before, without);
  return route.isPublic === true ? { kind: 'public-access', access: null, listener } : listener;
}

/** See DueWorkParts.routeRemoval. */
export function routeRemoval(instance: Instance, id: number): ClusterChanges | null {
  if (instance.engine !== 'kafka' || !routesOf(instance).some((route) => route.id === id)) return null;
  return removeRoute(instance, id);
}

/** An instance has one public route, and nobody comes there without a login. */
function requirePublic(
  instance: KafkaInstance,
  { accessType }: TencentRoute,
  before: readonly TencentRoute[],
): void {
  if (accessType !== 1 && accessType !== 3) {
    throw badValue('AccessType', accessType, '1 (SASL_PLAINTEXT) or 3 (SASL_SSL) for a public route');
  }
  const present = before.find(({ isPublic }) => isPublic === true);
  if (present === undefined) return;
  const message = `Instance ${instance.id} has the public route ${present.id} already; allowed: 1.`;
  throw new TencentError('LimitExceeded.RouteOverLimit', message);
}

/** @throws TencentError ResourceNotFound */
export function requireRoute(instance: KafkaInstance, id: number): TencentRoute {
  const route = routesOf(instance).find((one) => one.id === id);
  if (route !== undefined) return route;
  throw new TencentError('ResourceNotFound', `Instance ${instance.id} has no route ${id}.`);
}

function change(
  { listener }: AccessKind,
  before: readonly TencentRoute[],
  next: (routes: readonly TencentRoute[]) => readonly TencentRoute[],
  ordered: Partial<TencentOffering> = {},
): ListenerChange {
  const kinds = next(before).map(({ accessType }) => kindOf(accessType));
  const ways = kinds.filter((kind) => kind.listener === listener);
  const mechanisms = new Set(kinds.flatMap(({ mechanism }) => mechanism ?? []));
  return {
    kind: 'listener',
    listener,
    beside: true,
    enable: ways.length > 0,
    user: null,
    mechanisms: mechanisms.size === 0 ? null : [...mechanisms],
    mayWaitForUsers: true,
    offering: changeOffering(({ routes }) => ({ ...ordered, routes: next(routes ?? before) })),
  };
}

function kindOf(accessType: number): AccessKind {
  const kind = accessKinds.get(accessType);
  if (kind !== undefined) return kind;
  const allowed = [...accessKinds].map(([number, { word }]) => `${number} (${word})`).join(', ');
  throw badValue('AccessType', accessType, allowed);
}
