import { ownerTopics } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topics?: readonly string[];
}

/** Deletes those of the topics that there are, and tells of each. */
export const batchDeleteTopics = operation<Parameters>(
  'alikafka',
  'BatchDeleteTopics',
  async ({ caller, parameters }, services) => {
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    const known = new Set((await ownerTopics(administration.topics)).map(({ name }) => name));
    const asked = [...new Set(parameters.Topics)];
    const results = [];
    for (const name of asked) {
      const isThere = known.has(name);
      if (isThere) {
        await administration.topics.delete(name);
        await services.annotations.remove(instance.id, 'topic', name);
      }
      results.push({
        Topic: name,
        Success: isThere,
        Code: isThere ? 200 : 404,
        Status: isThere ? 'SUCCESS' : 'FAILED',
        Message: isThere ? 'operation success.' : 'The topic does not exist.',
      });
    }
    const succeeded = results.filter((result) => result.Success).length;
    return {
      Data: {
        Total: asked.length,
        SuccessCount: succeeded,
        FailedCount: asked.length - succeeded,
        Results: { TopicDeleteResultItemVO: results },
      },
    };
  },
);
