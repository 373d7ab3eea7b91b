import type { AnnotatedKind, Annotation } from './annotation.ts';

/** Annotations end with their instance. Callers have seen to it that the instance is their project's. */
export interface AnnotationRepository {
  /** By name. */
  list(instanceId: string, kind: AnnotatedKind): Promise<ReadonlyMap<string, Annotation>>;
  find(instanceId: string, kind: AnnotatedKind, name: string): Promise<Annotation | null>;
  /** One of that kind and name is replaced. */
  save(instanceId: string, annotation: Annotation): Promise<void>;
  /** Idempotent. */
  remove(instanceId: string, kind: AnnotatedKind, name: string): Promise<void>;
}
