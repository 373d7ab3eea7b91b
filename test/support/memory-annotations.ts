import type { Annotation } from '../../src/domain/annotation/annotation.ts';
import type { AnnotationRepository } from '../../src/domain/annotation/annotation-repository.ts';

const key = (instanceId: string, kind: string, name: string) => `${instanceId}/${kind}/${name}`;

export function createMemoryAnnotations(): AnnotationRepository {
  const rows = new Map<string, Annotation>();
  return {
    async list(instanceId, kind) {
      const found = [...rows].filter(([place]) => place.startsWith(`${instanceId}/${kind}/`));
      return new Map(found.map(([, row]) => [row.name, row]));
    },
    find: async (instanceId, kind, name) => rows.get(key(instanceId, kind, name)) ?? null,
    save: async (instanceId, row) => void rows.set(key(instanceId, row.kind, row.name), row),
    remove: async (instanceId, kind, name) => void rows.delete(key(instanceId, kind, name)),
  };
}
