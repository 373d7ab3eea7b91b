import type { EventRepository } from '../../src/domain/event/event-repository.ts';

/** Nobody works on instances in a memory store, so that nothing happens to them. */
export function createMemoryEvents(): EventRepository {
  return { record: async () => {}, list: async () => [] };
}
