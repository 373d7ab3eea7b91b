import type { RocketmqSpec } from '../../domain/instance/instance.ts';
import type { InstanceLimits } from '../../domain/limits/instance-limits.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { renderProperties } from '../java/java-properties.ts';
import { replicasOf } from './cluster-layout.ts';

const limitsFileName = 'limits.properties';
/** Tells the classes of `jvm/` where it is; they look twice a second. */
export const limitsArgument = `-Dpolybroker.limits=${limitsFileName}`;

/** By name of the replica: whether its broker takes messages. Topics and groups are counted by the control plane. */
export function limitsFiles(
  spec: RocketmqSpec,
  limits: InstanceLimits | undefined,
): ReadonlyMap<string, readonly MemberFile[]> {
  return new Map(replicasOf(spec).map(({ name }) => [name, [limitsFile(limits)]]));
}

export function limitsFile(limits: InstanceLimits | undefined): MemberFile {
  const content = renderProperties(new Map([['read.only', limits?.refusesWrites ?? false]]));
  return { path: limitsFileName, content };
}
