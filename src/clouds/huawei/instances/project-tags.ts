import type { Caller } from '../../../domain/identity/caller.ts';
import type { InstanceService } from '../../../domain/instance/instance-service.ts';
import type { Instance } from '../../../domain/instance/instance.ts';
import { allInstances } from '../../all-instances.ts';

/** The tags of all these instances of the project: each key with all of its values. */
export async function projectTags<Own extends Instance>(
  instances: Pick<InstanceService<Own>, 'list'>,
  caller: Caller,
): Promise<readonly { readonly key: string; readonly values: readonly string[] }[]> {
  const valuesOf = new Map<string, Set<string>>();
  for (const { spec } of await allInstances(instances, caller, { cloud: 'huawei' })) {
    for (const { key, value } of spec.tags) {
      valuesOf.set(key, (valuesOf.get(key) ?? new Set()).add(value));
    }
  }
  return [...valuesOf].map(([key, values]) => ({ key, values: [...values] }));
}
