import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { expiryMs } from '../../../domain/instance/prepaid.ts';
import { allInstances } from '../../all-instances.ts';
import { checkBody } from '../json-body.ts';
import type { Operation } from '../operation.ts';

const validator = Compile(
  Type.Object({
    order_id: Type.Optional(Type.String()),
    resource_ids: Type.Optional(Type.Array(Type.String())),
  }),
);

/** What was bought in advance, with the time until which it is paid. The spelling of the path is Huawei's. */
export const listOrderedResources: Operation = {
  name: 'ListPayPerUseCustomerResources',
  method: 'POST',
  paths: ['/v2/orders/suscriptions/resources/query'],
  body: 'json',
  async run(call, { instances, nowMs }) {
    const { order_id: orderId = '', resource_ids: ids = [] } = checkBody(call.body, validator, {
      allowed: { order_id: 'the id of an order', resource_ids: 'an array of ids' },
      codes: { order_id: 'CBC.0100', resource_ids: 'CBC.0100' },
      secret: new Set(),
    });
    const all = await allInstances(instances, call.caller, { cloud: 'huawei' });
    const data = all.flatMap(({ id, name, spec }) => {
      const { prepaid } = spec;
      if (prepaid == null) return [];
      if ((orderId !== '' && prepaid.orderId !== orderId) || (ids.length > 0 && !ids.includes(id))) return [];
      const endMs = expiryMs(spec, nowMs());
      return [
        {
          id,
          resource_id: id,
          resource_name: name,
          order_id: prepaid.orderId,
          is_main_resource: 1,
          // 2 provisioned, 4 frozen, 6 waiting.
          status: endMs === null ? 6 : endMs <= nowMs() ? 4 : 2,
          expire_policy: prepaid.autoRenews ? 3 : 0,
          effective_time: prepaid.paidAtMs === null ? '' : new Date(prepaid.paidAtMs).toISOString(),
          expire_time: endMs === null ? '' : new Date(endMs).toISOString(),
        },
      ];
    });
    return { status: 200, body: { data, total_count: data.length } };
  },
};
