import { badParameter, unsupportedOperation } from '../errors.ts';
import { flavorView } from '../kafka/product-views.ts';
import { kafkaProducts } from '../kafka/products.ts';
import type { FlavorProduct } from '../kafka/products.ts';
import type { Operation } from '../operation.ts';

const flavors = kafkaProducts.filter((product): product is FlavorProduct => product.kind === 'flavor');

/** The products that are sold by broker: Terraform's flavors. */
export const listEngineProducts: Operation = {
  name: 'ListEngineProducts',
  method: 'GET',
  paths: ['/v2/{engine}/products'],
  body: 'none',
  run(call, { zones, kafkaVersions }) {
    const engine = call.params['engine'] ?? '';
    if (engine !== 'kafka') throw unsupportedOperation(`ListEngineProducts for the engine ${engine}`);
    const id = call.query.get('product_id') ?? '';
    const found = flavors.filter((product) => id === '' || product.id === id);
    if (found.length === 0) {
      const known = flavors.map((product) => product.id).join(', ');
      throw badParameter('DMS.00400009', 'product_id', id, known);
    }
    const products = found.map((product) => flavorView(product, kafkaVersions, zones));
    return Promise.resolve({ status: 200, body: { engine, versions: kafkaVersions, products } });
  },
};
