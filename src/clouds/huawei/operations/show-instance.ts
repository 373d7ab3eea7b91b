import { instanceIdOf } from '../instance-id.ts';
import { createPlaceLookup } from '../kafka/place-lookup.ts';
import { createPublicAddressLookup } from '../kafka/public-address-lookup.ts';
import type { Operation } from '../operation.ts';

export const showInstance: Operation = {
  name: 'ShowInstance',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}'],
  body: 'none',
  async run(call, { instances, networks, publicAddresses, instanceText }) {
    const instance = await instances.get(call.caller, instanceIdOf(call));
    const place = await createPlaceLookup(networks, call.caller)(instance);
    const addresses = await createPublicAddressLookup(publicAddresses, call.caller)(instance);
    return { status: 200, json: instanceText(instance, place, addresses) };
  },
};
