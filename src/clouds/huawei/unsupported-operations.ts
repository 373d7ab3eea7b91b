import type { EngineName } from '../../domain/instance/instance.ts';
import { unsupportedOperation } from './errors.ts';
import type { Operation } from './operation.ts';

interface CatalogEntry {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

/**
 * The operations of an official SDK that are not among `supported`. Each refuses by its name, after credentials and project
 * were checked, so that a refusal never depends on who asks.
 */
export function unsupportedOperations(
  engine: EngineName,
  catalog: readonly CatalogEntry[],
  supported: readonly Operation[],
): readonly Operation[] {
  const names = supportedNames(engine, supported);
  return catalog
    .filter((entry) => !names.has(entry.name))
    .map(({ name, method, path }) => ({
      name,
      method: method as Operation['method'],
      paths: [path],
      body: 'none',
      engine,
      run: () => Promise.reject(unsupportedOperation(name)),
    }));
}

/** Of what can be done with instances of this engine. */
export function supportedNames(engine: EngineName, supported: readonly Operation[]): ReadonlySet<string> {
  return new Set(
    supported
      .filter((operation) => operation.engine === undefined || operation.engine === engine)
      .map(({ name }) => name),
  );
}
