import { unsupportedOperation } from '../errors.ts';
import type { Operation } from '../operation.ts';
import catalog from './operation-catalog.json' with { type: 'json' };

/**
 * The operations of the official Kafka SDK that are not among `supported`. Each refuses by its name, after
 * credentials and project were checked, so that a refusal never depends on who asks.
 */
export function unsupportedKafkaOperations(supported: readonly Operation[]): readonly Operation[] {
  const names = new Set(supported.map((operation) => operation.name));
  return catalog
    .filter((entry) => !names.has(entry.name))
    .map(({ name, method, path }) => ({
      name,
      method: method as Operation['method'],
      paths: [path],
      body: 'none',
      run: () => Promise.reject(unsupportedOperation(name)),
    }));
}
