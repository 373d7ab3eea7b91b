import type { Operation } from './operation.ts';

/** What `{engine}` may be in a path: RocketMQ instances are created under `reliability` by the Terraform provider. */
const engines: ReadonlySet<string> = new Set(['kafka', 'rocketmq', 'reliability']);

export interface Route {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** What a path leads to: an operation, or one for each engine, a path that exists for other methods only, or nothing. */
export type Match = readonly [Route, ...Route[]] | 'wrong-method' | 'unknown-path';

interface Leaf {
  readonly operation: Operation;
  /** Names of the placeholders on the way here, in order. */
  readonly names: readonly string[];
}

/** At most one for each engine. */
type Leaves = [Leaf, ...Leaf[]];

interface Node {
  readonly literals: Map<string, Node>;
  engine: Node | null;
  placeholder: Node | null;
  readonly leaves: Map<string, Leaves>;
}

/**
 * Operations by method and path, as a tree of path segments. At each segment a literal wins over an engine and an engine
 * over any other placeholder. The first operation of a method, path and engine stays, so that lists can be laid over each other.
 */
export class RouteTable {
  readonly #root: Node = newNode();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      for (const path of operation.paths) {
        for (const template of bothOrders(path)) this.#add(template, operation);
      }
    }
  }

  /** @param target a request target as sent; what follows `?` does not count */
  match(method: string, target: string): Match {
    const end = target.indexOf('?');
    const path = end === -1 ? target : target.slice(0, end);
    if (!path.startsWith('/')) return 'unknown-path';
    const segments = path.slice(1).split('/');
    // Some clients put a slash at the end, as the signature's canonical path has one.
    if (segments.length > 1 && segments.at(-1) === '') segments.pop();
    const search: Search = { method, segments, values: [], pathExists: false };
    const leaves = find(this.#root, 0, search);
    if (leaves !== null) {
      const routeOf = ({ operation, names }: Leaf) => ({ operation, params: paramsOf(names, search.values) });
      const [first, ...others] = leaves;
      return [routeOf(first), ...others.map(routeOf)];
    }
    return search.pathExists ? 'wrong-method' : 'unknown-path';
  }

  #add(template: string, operation: Operation): void {
    const names: string[] = [];
    let node = this.#root;
    for (const segment of template.slice(1).split('/')) {
      if (!segment.startsWith('{')) {
        const next = node.literals.get(segment) ?? newNode();
        node.literals.set(segment, next);
        node = next;
        continue;
      }
      names.push(segment.slice(1, -1));
      if (segment === '{engine}') node = node.engine ??= newNode();
      else node = node.placeholder ??= newNode();
    }
    const leaf = { operation, names };
    const present = node.leaves.get(operation.method);
    if (present === undefined) node.leaves.set(operation.method, [leaf]);
    else if (!present.some((other) => isForAll(other, operation))) present.push(leaf);
  }
}

function isForAll({ operation }: Leaf, { engine }: Operation): boolean {
  return operation.engine === undefined || operation.engine === engine;
}

/**
 * `/v2/{project_id}/kafka/…` and `/v2/kafka/{project_id}/…`: SDKs, Terraform provider and documentation mix both orders
 * for one operation.
 */
function bothOrders(template: string): readonly string[] {
  const swapped = template.replace(
    /\/(?:\{project_id\}\/(\{engine\}|kafka|rocketmq|reliability)|(\{engine\}|kafka|rocketmq|reliability)\/\{project_id\})(?=\/|$)/,
    (_, after: string | undefined, before: string | undefined) =>
      after === undefined ? `/{project_id}/${before}` : `/${after}/{project_id}`,
  );
  return swapped === template ? [template] : [template, swapped];
}

interface Search {
  readonly method: string;
  readonly segments: readonly string[];
  /** Raw values of the placeholders on the way. */
  readonly values: string[];
  /** Whether the path was found with any method. */
  pathExists: boolean;
}

/** Walks the tree; the tree's own size bounds the work, whatever the path. */
function find(node: Node, index: number, search: Search): Leaves | null {
  const segment = search.segments[index];
  if (segment === undefined) {
    if (node.leaves.size > 0) search.pathExists = true;
    return node.leaves.get(search.method) ?? null;
  }
  const literal = node.literals.get(segment);
  const found = literal === undefined ? null : find(literal, index + 1, search);
  if (found !== null) return found;
  const engine = node.engine !== null && engines.has(segment) ? node.engine : null;
  return findBelow(engine, segment, index, search) ?? findBelow(node.placeholder, segment, index, search);
}

function findBelow(node: Node | null, segment: string, index: number, search: Search): Leaves | null {
  if (node === null || segment === '') return null;
  search.values.push(segment);
  const leaves = find(node, index + 1, search);
  if (leaves === null) search.values.pop();
  return leaves;
}

function paramsOf(names: readonly string[], values: readonly string[]): Record<string, string | undefined> {
  const params: Record<string, string | undefined> = {};
  for (const [index, name] of names.entries()) params[name] = decodeSegment(values[index] ?? '');
  return params;
}

/** A malformed escape is kept as it is; the operation then finds that nothing has such a name. */
function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function newNode(): Node {
  return { literals: new Map(), engine: null, placeholder: null, leaves: new Map() };
}
