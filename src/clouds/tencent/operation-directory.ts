import ckafkaCatalog from './ckafka/operation-catalog.json' with { type: 'json' };
import { TencentError, unsupportedOperation } from './errors.ts';
import type { Operation, ServiceName } from './operation.ts';
import type { Fields } from './parameters/parameter-types.ts';
import tagCatalog from './tag/operation-catalog.json' with { type: 'json' };
import vpcCatalog from './vpc/operation-catalog.json' with { type: 'json' };

/** What a catalog says of an action. Those that we leave out have a name and a grade only. */
interface CatalogEntry {
  readonly name: string;
  readonly grade: string;
  readonly parameters?: Fields;
}

/** The products of which we answer calls, with the version of their API. A version tells the product: no two have the same. */
export const products: readonly {
  readonly service: ServiceName;
  readonly version: string;
  readonly catalog: readonly CatalogEntry[];
}[] = [
  { service: 'ckafka', version: '2019-08-19', catalog: ckafkaCatalog },
  { service: 'vpc', version: '2017-03-12', catalog: vpcCatalog },
  { service: 'tag', version: '2018-08-13', catalog: tagCatalog },
];

/** Names that old scripts call and that the cloud has retired. */
const retired: ReadonlySet<string> = new Set(['CreateInstancePost', 'DescribeAppInfo']);

export interface FoundOperation {
  readonly operation: Operation;
  readonly parameters: Fields;
}

export interface OperationDirectory {
  /** @throws TencentError InvalidAction, ActionOffline, NoSuchVersion, UnsupportedOperation */
  find(action: string, version: string): FoundOperation;
}

export function createOperationDirectory(operations: readonly Operation[]): OperationDirectory {
  const answered = new Map(
    operations.map((operation) => [`${operation.service} ${operation.name}`, operation]),
  );
  const entries = products.flatMap(({ service, version, catalog }) =>
    catalog.map((entry) => ({ ...entry, service, version })),
  );
  const byVersion = new Map(entries.map((entry) => [`${entry.version} ${entry.name}`, entry]));
  return {
    find(action, version) {
      const entry = byVersion.get(`${version} ${action}`);
      if (entry === undefined) throw unknown(action, version);
      const operation = answered.get(`${entry.service} ${action}`);
      if (operation === undefined || entry.parameters === undefined) throw unsupportedOperation(action);
      return { operation, parameters: entry.parameters };
    },
  };

  function unknown(action: string, version: string): TencentError {
    const shown = action.slice(0, 100);
    const owner = entries.find((entry) => entry.name === action);
    if (owner !== undefined) {
      return new TencentError(
        'NoSuchVersion',
        `The version ${version.slice(0, 40)} of the API ${shown} does not exist; allowed: ${owner.version}.`,
      );
    }
    if (retired.has(action)) return new TencentError('ActionOffline', `The API ${shown} is offline.`);
    const isVersion = products.some((product) => product.version === version);
    return new TencentError(
      isVersion ? 'InvalidAction' : 'NoSuchVersion',
      isVersion
        ? `The API ${shown} does not exist, or is none of the version ${version}.`
        : `The version ${version.slice(0, 40)} does not exist; known: ${products.map((product) => `${product.version} (${product.service})`).join(', ')}.`,
    );
  }
}
