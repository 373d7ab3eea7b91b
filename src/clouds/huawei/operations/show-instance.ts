import { instanceIdOf } from '../instance-id.ts';
import { lookUpPlaces } from '../instances/place-lookup.ts';
import type { Operation } from '../operation.ts';

export const showInstance: Operation = {
  name: 'ShowInstance',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}'],
  body: 'none',
  async run(call, { instances, networks, instanceText }) {
    const instance = await instances.get(call.caller, instanceIdOf(call));
    const placeOf = await lookUpPlaces(networks, call.caller, [instance]);
    return { status: 200, json: instanceText(instance, placeOf(instance)) };
  },
};
