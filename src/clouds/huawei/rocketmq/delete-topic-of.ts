import type { AnnotationRepository } from '../../../domain/annotation/annotation-repository.ts';
import type { RocketmqAdministration } from '../../../domain/rocketmq-administration/rocketmq-administration.ts';

/** Deletes a topic and what is kept of it. @throws DomainError topic-not-found */
export async function deleteTopicOf(
  { topics }: Pick<RocketmqAdministration, 'topics'>,
  annotations: AnnotationRepository,
  instanceId: string,
  name: string,
): Promise<void> {
  await topics.delete(name);
  await annotations.remove(instanceId, 'topic', name);
  await annotations.remove(instanceId, 'topic-type', name);
}
