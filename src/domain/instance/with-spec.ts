import type { ClusterSpec, Instance } from './instance.ts';

/** The instance with other values of what specs of every engine have. */
export function withSpec(instance: Instance, changes: Partial<ClusterSpec>): Instance {
  return instance.engine === 'kafka'
    ? { ...instance, spec: { ...instance.spec, ...changes } }
    : { ...instance, spec: { ...instance.spec, ...changes } };
}
