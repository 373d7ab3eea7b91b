import type { HuaweiOffering, RocketmqSpec } from '../../../../domain/instance/instance.ts';
import { badParameter } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';
import { type RocketmqProduct, rocketmqProducts } from '../products.ts';

export interface ResolvedOffering {
  readonly offering: HuaweiOffering;
  readonly size: Pick<
    RocketmqSpec,
    'brokerCount' | 'topicLimitPerBroker' | 'groupLimitPerBroker' | 'heapMib' | 'storageGib'
  >;
}

type Ordered = Pick<
  CreateBody,
  'product_id' | 'engine_version' | 'broker_num' | 'storage_space' | 'storage_spec_code'
>;

/**
 * The product decides what each broker may hold; what the body says of brokers and storage must agree with it.
 * @throws HuaweiError DMS.00400009, DMS.00400022, DMS.00400062, DMS.00400500
 */
export function resolveOffering(body: Ordered): ResolvedOffering {
  const product = productOf(body.product_id, body.engine_version);
  const brokerCount = brokerCountOf(body, product);
  const storageGib = checkStorage('storage_space', body.storage_space, product, brokerCount);
  return {
    offering: {
      cloud: 'huawei',
      productId: product.id,
      specification: specificationOf(product, brokerCount),
      storageCode: body.storage_spec_code,
    },
    size: { ...sizeOf(product), brokerCount, storageGib },
  };
}

/** @throws HuaweiError DMS.00400009 for a product that there is not, DMS.00400022 for one of another version */
export function productOf(id: string, version: string, parameter = 'product_id'): RocketmqProduct {
  const product = rocketmqProducts.find((candidate) => candidate.id === id);
  const fitting = rocketmqProducts.filter(({ versions }) => versions.includes(version));
  if (product !== undefined && fitting.includes(product)) return product;
  const allowed = `${fitting.map((one) => one.id).join(', ')} with engine_version ${version}`;
  throw badParameter(product === undefined ? 'DMS.00400009' : 'DMS.00400022', parameter, id, allowed);
}

/** What each broker of the product may hold. */
export function sizeOf(
  product: RocketmqProduct,
): Pick<RocketmqSpec, 'topicLimitPerBroker' | 'groupLimitPerBroker' | 'heapMib'> {
  return {
    topicLimitPerBroker: product.topicLimit,
    groupLimitPerBroker: product.groupLimit,
    heapMib: product.heapMib,
  };
}

/** As the cloud shows it: `rocketmq.4u8g.cluster * 2 broker`. */
export function specificationOf(product: RocketmqProduct, brokerCount: number): string {
  return `${product.alias} * ${brokerCount} broker`;
}

/** @throws HuaweiError DMS.00400500 */
export function checkStorage(
  parameter: string,
  given: number,
  { id, storageGib: { min, max } }: RocketmqProduct,
  brokerCount: number,
): number {
  const [least, most] = [min * brokerCount, max * brokerCount];
  if (given >= least && given <= most) return given;
  const allowed = `${least} to ${most} GB with ${brokerCount} brokers of product ${id}`;
  throw badParameter('DMS.00400500', parameter, given, allowed);
}

function brokerCountOf(body: Ordered, product: RocketmqProduct): number {
  const { min, max } = product.brokers;
  const count = body.broker_num ?? (min === max ? min : null);
  if (count !== null && count >= min && count <= max) return count;
  const allowed = min === max ? `${min}` : `${min} to ${max}`;
  throw badParameter('DMS.00400062', 'broker_num', count, `${allowed} with product ${product.id}`);
}
