import type { Operation } from '../../operation.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { rocketmqProductView } from '../../rocketmq/product-views.ts';
import { productsToExtendTo } from '../../rocketmq/resize-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** The products that an instance may have in place of its own. */
export const showEngineInstanceExtendProductInfo: Operation = {
  name: 'ShowEngineInstanceExtendProductInfo',
  method: 'GET',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/extend'],
  body: 'none',
  async run(call, { rocketmqInstances, rocketmqVersions, zones }) {
    const instance = await rocketmqInstances.get(call.caller, instanceIdOf(call));
    const { items, facts } = listPage(call.query, productsToExtendTo(instance));
    return {
      status: 200,
      body: {
        engine: 'reliability',
        versions: rocketmqVersions,
        products: items.map((product) => rocketmqProductView(product, zones)),
        ...facts,
      },
    };
  },
};
