import alikafkaCatalog from './alikafka/operation-catalog.json' with { type: 'json' };
import ecsCatalog from './ecs/operation-catalog.json' with { type: 'json' };
import { AlibabaError, unsupported } from './errors.ts';
import locationCatalog from './location/operation-catalog.json' with { type: 'json' };
import type { Operation, ProductName } from './operation.ts';
import type { Fields } from './parameters/parameter-types.ts';
import ramCatalog from './ram/operation-catalog.json' with { type: 'json' };
import vpcCatalog from './vpc/operation-catalog.json' with { type: 'json' };

interface CatalogEntry {
  readonly name: string;
  readonly parameters: Fields;
}

/** The products of which we answer calls, with the version of their API. A version tells the product: no two have the same. */
export const products: readonly {
  readonly product: ProductName;
  readonly version: string;
  readonly catalog: readonly CatalogEntry[];
}[] = [
  { product: 'alikafka', version: '2019-09-16', catalog: alikafkaCatalog },
  { product: 'vpc', version: '2016-04-28', catalog: vpcCatalog },
  { product: 'ecs', version: '2014-05-26', catalog: ecsCatalog },
  { product: 'ram', version: '2015-05-01', catalog: ramCatalog },
  { product: 'location', version: '2015-06-12', catalog: locationCatalog },
];

export interface FoundOperation {
  readonly operation: Operation;
  readonly parameters: Fields;
}

export interface OperationDirectory {
  /** @throws AlibabaError InvalidVersion, InvalidAction.NotFound, ONS_SERVICE_UNSUPPORTED */
  find(action: string, version: string): FoundOperation;
}

export function createOperationDirectory(operations: readonly Operation[]): OperationDirectory {
  const answered = new Map(
    operations.map((operation) => [`${operation.product} ${operation.name}`, operation]),
  );
  const entries = new Map(
    products.flatMap(({ product, version, catalog }) =>
      catalog.map((entry) => [`${version} ${entry.name}`, { ...entry, product }]),
    ),
  );
  return {
    find(action, version) {
      const entry = entries.get(`${version} ${action}`);
      if (entry === undefined) throw unknown(action, version);
      const operation = answered.get(`${entry.product} ${action}`);
      if (operation === undefined) throw unsupported(action);
      return { operation, parameters: entry.parameters };
    },
  };
}

function unknown(action: string, version: string): AlibabaError {
  if (products.some((product) => product.version === version)) {
    return new AlibabaError(
      'InvalidAction.NotFound',
      `Specified api is not found, please check your url and method: ${action.slice(0, 100)} of ${version}.`,
    );
  }
  const known = products.map((product) => `${product.version} (${product.product})`).join(', ');
  return new AlibabaError(
    'InvalidVersion',
    `Specified parameter Version is not valid: ${version.slice(0, 40)}; known: ${known}.`,
  );
}
