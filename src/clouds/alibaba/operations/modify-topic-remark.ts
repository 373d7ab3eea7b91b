import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { checkRemark } from '../alikafka/topic-rules.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
  readonly Remark?: string;
}

export const modifyTopicRemark = operation<Parameters>(
  'alikafka',
  'ModifyTopicRemark',
  async ({ caller, parameters }, services) => {
    const description = parameters.Remark === undefined ? '' : checkRemark(parameters.Remark);
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { name } = await ownerTopic(administration.topics, parameters.Topic);
    const known = await services.annotations.find(instance.id, 'topic', name);
    const createdAtMs = known?.createdAtMs ?? services.nowMs();
    await services.annotations.save(instance.id, { kind: 'topic', name, description, createdAtMs });
    return {};
  },
);
