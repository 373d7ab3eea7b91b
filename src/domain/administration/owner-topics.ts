import { DomainError } from '../errors.ts';
import type { GroupAdministration } from './groups.ts';
import type { Topic, TopicAdministration } from './topics.ts';

/** The owner's topics by name, without those that Kafka keeps for itself. */
export async function ownerTopics(topics: Pick<TopicAdministration, 'list'>): Promise<readonly Topic[]> {
  return (await topics.list()).filter(({ isInternal }) => !isInternal);
}

/** @throws DomainError topic-not-found, also for a topic that Kafka keeps for itself: nobody changes those */
export async function ownerTopic(
  topics: Pick<TopicAdministration, 'describe'>,
  name: string,
): Promise<Topic> {
  const topic = await topics.describe(name);
  if (topic.isInternal) throw new DomainError('topic-not-found', `There is no topic ${name}.`);
  return topic;
}

/** The groups that read a topic now, or stand somewhere in it. */
export async function groupsOfTopic(
  groups: Pick<GroupAdministration, 'list' | 'offsets'>,
  topic: string,
): Promise<readonly string[]> {
  const found = await Promise.all(
    (await groups.list()).map(async ({ id, members }) => {
      const reads = members.some(({ assignment }) => assignment.has(topic));
      return reads || (await groups.offsets(id)).some((offset) => offset.topic === topic) ? [id] : [];
    }),
  );
  return found.flat();
}
