import type { AnnotationRepository } from '../../../domain/annotation/annotation-repository.ts';
import type { RocketmqAdministration } from '../../../domain/rocketmq-administration/rocketmq-administration.ts';

/** Deletes a consumer group and what is kept of it. @throws DomainError group-not-found */
export async function deleteGroupOf(
  { groups }: Pick<RocketmqAdministration, 'groups'>,
  annotations: AnnotationRepository,
  instanceId: string,
  name: string,
): Promise<void> {
  await groups.delete(name);
  await annotations.remove(instanceId, 'group', name);
}
