import type { HuaweiOffering, KafkaSpec } from '../../../../domain/instance/instance.ts';
import { badParameter } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';
import { instanceOf, kafkaProducts } from '../products.ts';
import type { KafkaProduct } from '../products.ts';

export interface ResolvedOffering {
  readonly offering: HuaweiOffering;
  readonly size: Pick<
    KafkaSpec,
    'brokerCount' | 'bandwidthMibps' | 'burstBandwidthMibps' | 'partitionLimit' | 'topicLimit' | 'storageGib'
  >;
}

type Ordered = Pick<
  CreateBody,
  'product_id' | 'specification' | 'broker_num' | 'partition_num' | 'storage_space' | 'storage_spec_code'
>;

/**
 * The product decides brokers, bandwidth, partitions and storage; what the body says of them must agree.
 * @throws HuaweiError DMS.00400009, DMS.00400062, DMS.00400125, DMS.00400500
 */
export function resolveOffering(body: Ordered): ResolvedOffering {
  const product = kafkaProducts.find((candidate) => candidate.id === body.product_id);
  if (product === undefined) {
    const known = kafkaProducts.map((candidate) => candidate.id).join(', ');
    throw badParameter('DMS.00400009', 'product_id', body.product_id, known);
  }
  const brokerCount = brokerCountOf(body, product);
  const whole = instanceOf(product, brokerCount);
  // Products sold by broker have no bandwidth to name, so only those sold by bandwidth need it.
  if (
    body.specification === undefined
      ? product.kind === 'bandwidth'
      : body.specification !== whole.specification
  ) {
    const { specification } = whole;
    throw badParameter(
      'DMS.00400125',
      'specification',
      body.specification ?? null,
      `${specification} with product ${product.id}`,
    );
  }
  if (body.partition_num !== undefined && body.partition_num !== whole.partitionLimit) {
    throw badParameter(
      'DMS.00400062',
      'partition_num',
      body.partition_num,
      `${whole.partitionLimit} with product ${product.id}`,
    );
  }
  const { min, max } = product.storageGib;
  if (body.storage_space < min || body.storage_space > max) {
    throw badParameter(
      'DMS.00400500',
      'storage_space',
      body.storage_space,
      `${min} to ${max} GB with product ${product.id}`,
    );
  }
  return {
    offering: {
      cloud: 'huawei',
      productId: product.id,
      specification: whole.specification,
      storageCode: body.storage_spec_code,
    },
    size: {
      brokerCount,
      bandwidthMibps: whole.bandwidthMibps,
      // Huawei has neither.
      burstBandwidthMibps: null,
      partitionLimit: whole.partitionLimit,
      topicLimit: null,
      storageGib: body.storage_space,
    },
  };
}

/** The operator's word for a code: `high` for `dms.physical.storage.high.v2`, whose disks are those of the older code. */
export function storageClassOf(code: Ordered['storage_spec_code']): string {
  return code.replace(/^dms\.physical\.storage\.|\.v2$/g, '');
}

function brokerCountOf(body: Ordered, product: KafkaProduct): number {
  const { min, max } = product.brokers;
  const count = body.broker_num ?? (min === max ? min : null);
  if (count !== null && count >= min && count <= max) return count;
  const allowed = min === max ? `${min}` : `${min} to ${max}`;
  throw badParameter('DMS.00400062', 'broker_num', count, `${allowed} with product ${product.id}`);
}
