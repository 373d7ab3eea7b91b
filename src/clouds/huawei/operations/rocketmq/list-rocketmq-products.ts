import type { Operation } from '../../operation.ts';
import { badParameter } from '../../errors.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { rocketmqProductView } from '../../rocketmq/product-views.ts';
import { rocketmqProducts } from '../../rocketmq/products.ts';

/** The products that can be ordered. */
export const listEngineProducts: Operation = {
  name: 'ListEngineProducts',
  method: 'GET',
  paths: ['/v2/{engine}/products'],
  body: 'none',
  run(call, { rocketmqVersions, zones }) {
    const id = call.query.get('product_id') ?? '';
    const found = rocketmqProducts.filter(
      (product) =>
        (id === '' || product.id === id) &&
        product.versions.some((version) => rocketmqVersions.includes(version)),
    );
    if (found.length === 0) {
      const known = rocketmqProducts.map((product) => product.id).join(', ');
      throw badParameter('DMS.00400009', 'product_id', id, known);
    }
    const { items, facts } = listPage(call.query, found);
    const products = items.map((product) => rocketmqProductView(product, zones));
    return Promise.resolve({
      status: 200,
      body: { engine: 'reliability', versions: rocketmqVersions, products, ...facts },
    });
  },
};
