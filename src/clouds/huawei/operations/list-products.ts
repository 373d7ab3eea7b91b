import { badParameter, unsupportedOperation } from '../errors.ts';
import { bandwidthProductView } from '../kafka/product-views.ts';
import { kafkaProducts } from '../kafka/products.ts';
import type { BandwidthProduct } from '../kafka/products.ts';
import type { Operation } from '../operation.ts';

const sold = kafkaProducts.filter((product): product is BandwidthProduct => product.kind === 'bandwidth');

/** The products that are sold by bandwidth. The SDKs have no such call any more; Terraform makes it for a `product_id`. */
export const listProducts: Operation = {
  name: 'ListProducts',
  method: 'GET',
  paths: ['/v2/products'],
  body: 'none',
  run(call, { zones, kafkaVersions }) {
    const engine = call.query.get('engine') ?? '';
    if (engine === 'rabbitmq') throw unsupportedOperation('ListProducts for the engine rabbitmq');
    if (engine !== 'kafka') throw badParameter('DMS.00400007', 'engine', engine, 'kafka');
    const zoneIds = zones.all.map(({ id }) => id);
    const details = sold.map((product) => bandwidthProductView(product, zones));
    const hourly = kafkaVersions.map((version) => ({
      name: 'kafka',
      version,
      values: [{ name: 'cluster', detail: details, available_zones: zoneIds, unavailable_zones: [] }],
    }));
    // Prepaid instances are not sold here.
    return Promise.resolve({ status: 200, body: { Hourly: hourly, Monthly: [] } });
  },
};
