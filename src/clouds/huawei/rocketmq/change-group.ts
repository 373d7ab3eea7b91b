import type { AnnotationRepository } from '../../../domain/annotation/annotation-repository.ts';
import type { RocketmqAdministration } from '../../../domain/rocketmq-administration/rocketmq-administration.ts';
import type { GroupUpdate } from './group-body.ts';

/** Changes a consumer group and what is kept of it. @throws DomainError group-not-found */
export async function changeGroup(
  { groups }: Pick<RocketmqAdministration, 'groups'>,
  annotations: AnnotationRepository,
  { instanceId, name, nowMs }: { readonly instanceId: string; readonly name: string; readonly nowMs: number },
  { changes, description }: GroupUpdate,
): Promise<void> {
  await groups.update(name, changes);
  if (description === null) return;
  const kept = await annotations.find(instanceId, 'group', name);
  const createdAtMs = kept?.createdAtMs ?? nowMs;
  await annotations.save(instanceId, { kind: 'group', name, description, createdAtMs });
}
