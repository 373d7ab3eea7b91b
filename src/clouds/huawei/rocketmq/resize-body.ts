import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { RocketmqChange } from '../../../domain/instance/cluster-changes.ts';
import type { RocketmqInstance, RocketmqSpec } from '../../../domain/instance/instance.ts';
import { badParameter, unsupportedOperation } from '../errors.ts';
import { huaweiOffering } from '../instances/huawei-offering.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';
import { checkStorage, productOf, sizeOf, specificationOf } from './create-rules/offering.ts';
import { type RocketmqProduct, rocketmqProducts } from './products.ts';

const validator = Compile(
  Type.Object({
    oper_type: Type.Enum(['storage', 'horizontal', 'vertical']),
    new_storage_space: Type.Optional(Type.Integer({ minimum: 0 })),
    new_broker_num: Type.Optional(Type.Integer({ minimum: 0 })),
    new_product_id: Type.Optional(Type.String()),
    publicip_id: Type.Optional(Type.String()),
  }),
);

const rules: BodyRules = {
  allowed: {
    oper_type: 'storage, horizontal or vertical',
    new_storage_space: 'a whole number of GB',
    new_broker_num: 'a whole number of brokers',
    new_product_id: 'a product of the same version',
    publicip_id: 'ids of EIPs, separated by commas',
  },
  codes: { new_storage_space: 'DMS.00400500', new_product_id: 'DMS.00400009' },
  secret: new Set(),
};

/** How much storage is added at least, for each broker. */
const storageStepGib = 100;

/** What the body of the extend call asks for: storage and brokers only grow. @throws HuaweiError for the first fault */
export function resizeChange(given: unknown, instance: RocketmqInstance): RocketmqChange {
  const body = checkBody(given, validator, rules);
  const { spec, version } = instance;
  const product = productOf(huaweiOffering(instance).productId, version);
  if (body.oper_type === 'storage') {
    const least = spec.storageGib + storageStepGib * spec.brokerCount;
    const asked = body.new_storage_space ?? 0;
    if (asked < least) {
      throw badParameter('DMS.00400500', 'new_storage_space', asked, `at least ${least} GB`);
    }
    const storageGib = checkStorage('new_storage_space', asked, product, spec.brokerCount);
    return { kind: 'rocketmq', task: 'resize', spec: { storageGib } };
  }
  if (body.oper_type === 'horizontal') {
    const brokerCount = body.new_broker_num ?? 0;
    const { max } = product.brokers;
    if (brokerCount <= spec.brokerCount || brokerCount > max) {
      const allowed = spec.brokerCount < max ? `${spec.brokerCount + 1} to ${max}` : `none: there are ${max}`;
      throw badParameter('DMS.00400062', 'new_broker_num', brokerCount, allowed);
    }
    if (spec.publicAccess !== null) {
      throw unsupportedOperation('ResizeInstance with more brokers of an instance with public access');
    }
    // Each broker comes with as much as those that there are have.
    const storageGib = Math.round((spec.storageGib / spec.brokerCount) * brokerCount);
    return {
      kind: 'rocketmq',
      task: 'resize',
      spec: { brokerCount, storageGib },
      offering: offeringOf(instance, product, brokerCount),
    };
  }
  const wanted = productOf(body.new_product_id ?? '', version, 'new_product_id');
  if (wanted.id === product.id) {
    throw badParameter('DMS.00400009', 'new_product_id', wanted.id, 'another product than it has');
  }
  requireRoomIn(wanted, spec);
  return {
    kind: 'rocketmq',
    task: 'resize',
    spec: sizeOf(wanted),
    offering: offeringOf(instance, wanted, spec.brokerCount),
  };
}

/** What the instance has must be what the product can have: brokers and storage never shrink. @throws HuaweiError DMS.00400009 */
function requireRoomIn(
  { id, brokers, storageGib: { min, max } }: RocketmqProduct,
  { brokerCount, storageGib }: RocketmqSpec,
): void {
  if (brokerCount >= brokers.min && brokerCount <= brokers.max) {
    if (storageGib >= min * brokerCount && storageGib <= max * brokerCount) return;
  }
  const allowed = `a product that can have ${brokerCount} brokers and ${storageGib} GB`;
  throw badParameter('DMS.00400009', 'new_product_id', id, allowed);
}

function offeringOf(instance: RocketmqInstance, product: RocketmqProduct, brokerCount: number) {
  const offering = {
    ...huaweiOffering(instance),
    productId: product.id,
    specification: specificationOf(product, brokerCount),
  };
  return () => offering;
}

/** The products that the instance may have in place of its own. */
export function productsToExtendTo(instance: RocketmqInstance): readonly RocketmqProduct[] {
  const { productId } = huaweiOffering(instance);
  return rocketmqProducts.filter(
    ({ id, versions }) => id !== productId && versions.includes(instance.version),
  );
}
