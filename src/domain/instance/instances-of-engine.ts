import { DomainError } from '../errors.ts';
import type { InstanceService } from './instance-service.ts';
import type { Instance, InstanceOf } from './instance.ts';

/** The instances of one engine: to the callers of what it answers there are no others. */
export function instancesOfEngine<Name extends Instance['engine']>(
  all: InstanceService,
  engine: Name,
): InstanceService<InstanceOf<Name>> {
  const isOwn = (instance: Instance): instance is InstanceOf<Name> => instance.engine === engine;
  function own(instance: Instance): InstanceOf<Name> {
    if (isOwn(instance)) return instance;
    throw new DomainError('instance-not-found', `Instance ${instance.id} does not exist.`);
  }
  return {
    ...all,
    create: async (caller, order) => own(await all.create(caller, order)),
    createAll: async (caller, orders, allow) => (await all.createAll(caller, orders, allow)).map(own),
    get: async (caller, id) => own(await all.get(caller, id)),
    async list(caller, filter, page) {
      const { instances, total } = await all.list(caller, { ...filter, engine }, page);
      return { instances: instances.filter(isOwn), total };
    },
  };
}
