import type { Operation } from '../../operation.ts';
import { batchRestartOrDeleteInstances } from '../batch-restart-or-delete-instances.ts';
import { createRocketmqInstance } from './create-instance.ts';
import { batchCreateOrDeleteRocketmqTag } from './batch-create-or-delete-rocketmq-tag.ts';
import { batchUpdateConsumerGroup } from './batch-update-consumer-group.ts';
import { createConsumerGroupOrBatchDeleteConsumerGroup } from './create-consumer-group-or-batch-delete.ts';
import { createTopicOrBatchDeleteTopic } from './create-topic-or-batch-delete-topic.ts';
import { createUser } from './create-user.ts';
import { deleteConsumerGroup } from './delete-consumer-group.ts';
import { deleteTopic } from './delete-topic.ts';
import { deleteUser } from './delete-user.ts';
import { listBrokers } from './list-brokers.ts';
import { listConsumeGroupAccessPolicy } from './list-consume-group-access-policy.ts';
import { listConsumerGroupOfTopic } from './list-consumer-group-of-topic.ts';
import { listInstanceConsumerGroups } from './list-instance-consumer-groups.ts';
import { listMessageTrace } from './list-message-trace.ts';
import { listMessages } from './list-messages.ts';
import { listRocketInstanceTopics } from './list-rocket-instance-topics.ts';
import { listEngineProducts } from './list-rocketmq-products.ts';
import { listTopicAccessPolicy } from './list-topic-access-policy.ts';
import { listUser } from './list-user.ts';
import { modifyInstanceSslConfig } from './modify-instance-ssl-config.ts';
import { resetConsumeOffset } from './reset-consume-offset.ts';
import { resizeInstance } from './resize-instance.ts';
import { restartInstance } from './restart-instance.ts';
import { sendDlqMessage } from './send-dlq-message.ts';
import { sendMessage } from './send-message.ts';
import { showConsumerConnections } from './show-consumer-connections.ts';
import { showConsumerListOrDetails } from './show-consumer-list-or-details.ts';
import { showEngineInstanceExtendProductInfo } from './show-engine-instance-extend-product-info.ts';
import { showGroup } from './show-group.ts';
import { showInstanceNodes } from './show-instance-nodes.ts';
import { showOneTopic } from './show-one-topic.ts';
import { showRocketMqConfigs } from './show-rocketmq-configs.ts';
import { showRocketmqProjectTags } from './show-rocketmq-project-tags.ts';
import { showRocketmqTags } from './show-rocketmq-tags.ts';
import { showTopicStatus } from './show-topic-status.ts';
import { showUser } from './show-user.ts';
import { updateConsumerGroup } from './update-consumer-group.ts';
import { updateInstance } from './update-instance.ts';
import { updateRocketMqConfigs } from './update-rocketmq-configs.ts';
import { updateTopic } from './update-topic.ts';
import { updateUser } from './update-user.ts';
import { validateConsumedMessage } from './validate-consumed-message.ts';

/** What stands in the official SDK twice: the same call, also under a name for paths with `{project_id}/rocketmq`. */
const inBothOrders: readonly Operation[] = [
  resizeInstance,
  showEngineInstanceExtendProductInfo,
  showConsumerConnections,
  resetConsumeOffset,
  listConsumeGroupAccessPolicy,
  listMessages,
  sendMessage,
  listMessageTrace,
  sendDlqMessage,
  validateConsumedMessage,
];

const forRocketmq = (operation: Operation): Operation => ({
  ...operation,
  name: `${operation.name}ForRocketMq`,
  paths: operation.paths.map((path) => path.replace('{engine}/{project_id}', '{project_id}/rocketmq')),
});

/** What only RocketMQ instances have, and what is otherwise with them. */
export const rocketmqOperations: readonly Operation[] = [
  createRocketmqInstance,
  { ...createRocketmqInstance, name: 'CreatePostPaidInstance', paths: ['/v2/{project_id}/instances'] },
  {
    ...createRocketmqInstance,
    name: 'CreatePostPaidInstanceForRocketMq',
    paths: ['/v2/{project_id}/rocketmq/instances'],
  },
  { ...batchRestartOrDeleteInstances, name: 'BatchDeleteInstances' },
  updateInstance,
  restartInstance,
  showInstanceNodes,
  showRocketMqConfigs,
  updateRocketMqConfigs,
  modifyInstanceSslConfig,
  createTopicOrBatchDeleteTopic,
  listRocketInstanceTopics,
  showOneTopic,
  updateTopic,
  deleteTopic,
  showTopicStatus,
  listConsumerGroupOfTopic,
  listTopicAccessPolicy,
  createConsumerGroupOrBatchDeleteConsumerGroup,
  listInstanceConsumerGroups,
  showGroup,
  updateConsumerGroup,
  batchUpdateConsumerGroup,
  deleteConsumerGroup,
  showConsumerListOrDetails,
  createUser,
  listUser,
  showUser,
  updateUser,
  deleteUser,
  listBrokers,
  showRocketmqTags,
  batchCreateOrDeleteRocketmqTag,
  showRocketmqProjectTags,
  listEngineProducts,
  ...inBothOrders,
  ...inBothOrders.map(forRocketmq),
].map((operation) => ({ ...operation, engine: 'rocketmq' }));
