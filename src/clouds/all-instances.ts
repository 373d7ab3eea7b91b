import type { Caller } from '../domain/identity/caller.ts';
import type { InstanceFilter } from '../domain/instance/instance-repository.ts';
import type { InstanceService } from '../domain/instance/instance-service.ts';
import type { Instance } from '../domain/instance/instance.ts';

const readAtOnce = 200;

/** All instances that fit the filter, newest first: for questions that the store cannot answer. */
export async function allInstances<Own extends Instance>(
  instances: Pick<InstanceService<Own>, 'list'>,
  caller: Caller,
  filter: InstanceFilter,
): Promise<readonly Own[]> {
  const found: Own[] = [];
  for (let offset = 0; ; offset += readAtOnce) {
    const read = await instances.list(caller, filter, { offset, limit: readAtOnce });
    found.push(...read.instances);
    if (offset + readAtOnce >= read.total) return found;
  }
}
