import type { Operation } from '../operation.ts';
import kafkaCatalog from '../kafka/operation-catalog.json' with { type: 'json' };
import rocketmqCatalog from '../rocketmq/operation-catalog.json' with { type: 'json' };
import { unsupportedOperations } from '../unsupported-operations.ts';
import { listOrderedResources } from './list-ordered-resources.ts';
import { payOrder } from './pay-order.ts';
import { rocketmqOperations } from './rocketmq/index.ts';
import { showOrder } from './show-order.ts';
import { batchCreateOrDeleteKafkaTag } from './batch-create-or-delete-kafka-tag.ts';
import { batchDeleteGroup } from './batch-delete-group.ts';
import { batchDeleteInstanceTopic } from './batch-delete-instance-topic.ts';
import { batchDeleteInstanceUsers } from './batch-delete-instance-users.ts';
import { batchRestartOrDeleteInstances } from './batch-restart-or-delete-instances.ts';
import { createInstanceTopic } from './create-instance-topic.ts';
import { createInstanceUser } from './create-instance-user.ts';
import { createInstance } from './create-instance.ts';
import { createKafkaConsumerGroup } from './create-kafka-consumer-group.ts';
import { createKafkaUserClientQuotaTask } from './create-kafka-user-client-quota-task.ts';
import { createPostPaidKafkaInstance } from './create-post-paid-kafka-instance.ts';
import { createPublicip } from './create-publicip.ts';
import { createSecurityGroupRule } from './create-security-group-rule.ts';
import { createSecurityGroup } from './create-security-group.ts';
import { createSubnet } from './create-subnet.ts';
import { createToken } from './create-token.ts';
import { createVpc } from './create-vpc.ts';
import { deleteScheduledTask } from './delete-scheduled-task.ts';
import { listScheduledTasks } from './list-scheduled-tasks.ts';
import { updateScheduledTask } from './update-scheduled-task.ts';
import { upgradeInstance } from './upgrade-instance.ts';
import { deleteBackgroundTask } from './delete-background-task.ts';
import { deleteConsumerGroupOffsets } from './delete-consumer-group-offsets.ts';
import { deleteGroup } from './delete-group.ts';
import { deleteInstanceConsumerGroup } from './delete-instance-consumer-group.ts';
import { deleteInstance } from './delete-instance.ts';
import { deleteKafkaUserClientQuotaTask } from './delete-kafka-user-client-quota-task.ts';
import { deletePublicip } from './delete-publicip.ts';
import { deleteSecurityGroupRule } from './delete-security-group-rule.ts';
import { deleteSecurityGroup } from './delete-security-group.ts';
import { deleteSubnet } from './delete-subnet.ts';
import { deleteVpc } from './delete-vpc.ts';
import { listAuthDomains } from './list-auth-domains.ts';
import { listAuthProjects } from './list-auth-projects.ts';
import { listAvailableZones } from './list-available-zones.ts';
import { listBackgroundTasks } from './list-background-tasks.ts';
import { listEngineProducts } from './list-engine-products.ts';
import { listInstanceConsumerGroupMembers } from './list-instance-consumer-group-members.ts';
import { listInstanceConsumerGroupMessageOffset } from './list-instance-consumer-group-message-offset.ts';
import { listInstanceConsumerGroupTopics } from './list-instance-consumer-group-topics.ts';
import { listInstanceConsumerGroup } from './list-instance-consumer-group.ts';
import { listInstanceConsumerGroups } from './list-instance-consumer-groups.ts';
import { listInstanceTopics } from './list-instance-topics.ts';
import { listInstances } from './list-instances.ts';
import { listProducts } from './list-products.ts';
import { listProjects } from './list-projects.ts';
import { listPublicips } from './list-publicips.ts';
import { listSecurityGroupRules } from './list-security-group-rules.ts';
import { listSecurityGroups } from './list-security-groups.ts';
import { listSubnets } from './list-subnets.ts';
import { listTopicPartitions } from './list-topic-partitions.ts';
import { listVpcs } from './list-vpcs.ts';
import { modifyInstanceConfigs } from './modify-instance-configs.ts';
import { resetMessageOffsetWithEngine } from './reset-message-offset-with-engine.ts';
import { resetMessageOffset } from './reset-message-offset.ts';
import { resetPassword } from './reset-password.ts';
import { resetUserPassword } from './reset-user-password.ts';
import { showBackgroundTaskProgress } from './show-background-task-progress.ts';
import { showBackgroundTask } from './show-background-task.ts';
import { showCluster } from './show-cluster.ts';
import { showCoordinators } from './show-coordinators.ts';
import { showGroup } from './show-group.ts';
import { showGroups } from './show-groups.ts';
import { modifyKafkaPublicIpAccessSwitch } from './modify-kafka-public-ip-access-switch.ts';
import { showInstanceConfigs } from './show-instance-configs.ts';
import { showInstanceTopicDetail } from './show-instance-topic-detail.ts';
import { showInstanceUsers } from './show-instance-users.ts';
import { showInstance } from './show-instance.ts';
import { showKafkaCluster } from './show-kafka-cluster.ts';
import { showKafkaProjectTags } from './show-kafka-project-tags.ts';
import { showKafkaTags } from './show-kafka-tags.ts';
import { showKafkaTopicDetail } from './show-kafka-topic-detail.ts';
import { showKafkaUserClientQuota } from './show-kafka-user-client-quota.ts';
import { showMaintainWindows } from './show-maintain-windows.ts';
import { showPublicip } from './show-publicip.ts';
import { showQuotas } from './show-quotas.ts';
import { showSecurityGroupRule } from './show-security-group-rule.ts';
import { showSecurityGroup } from './show-security-group.ts';
import { showSubnet } from './show-subnet.ts';
import { showTopicAccessPolicy } from './show-topic-access-policy.ts';
import { showVpc } from './show-vpc.ts';
import { updateInstanceAutoCreateTopic } from './update-instance-auto-create-topic.ts';
import { updateInstanceConsumerGroup } from './update-instance-consumer-group.ts';
import { updateInstanceGroup } from './update-instance-group.ts';
import { updateInstanceTopic } from './update-instance-topic.ts';
import { updateInstanceUser } from './update-instance-user.ts';
import { updateInstance } from './update-instance.ts';
import { updateKafkaPortProtocol } from './update-kafka-port-protocol.ts';
import { updateKafkaUserClientQuotaTask } from './update-kafka-user-client-quota-task.ts';
import { updateSubnet } from './update-subnet.ts';
import { updateTopicAccessPolicy } from './update-topic-access-policy.ts';
import { updateVpc } from './update-vpc.ts';

/** What only Kafka instances have, and what is otherwise with them. */
const kafkaOperations: readonly Operation[] = [
  createInstance,
  createPostPaidKafkaInstance,
  updateInstance,
  updateInstanceAutoCreateTopic,
  showInstanceConfigs,
  modifyInstanceConfigs,
  updateKafkaPortProtocol,
  modifyKafkaPublicIpAccessSwitch,
  showKafkaCluster,
  createInstanceTopic,
  listInstanceTopics,
  updateInstanceTopic,
  batchDeleteInstanceTopic,
  showInstanceTopicDetail,
  showKafkaTopicDetail,
  listTopicPartitions,
  createInstanceUser,
  showInstanceUsers,
  updateInstanceUser,
  resetUserPassword,
  resetPassword,
  batchDeleteInstanceUsers,
  showTopicAccessPolicy,
  updateTopicAccessPolicy,
  createKafkaConsumerGroup,
  listInstanceConsumerGroups,
  listInstanceConsumerGroup,
  showGroup,
  showGroups,
  listInstanceConsumerGroupMembers,
  listInstanceConsumerGroupTopics,
  listInstanceConsumerGroupMessageOffset,
  updateInstanceConsumerGroup,
  updateInstanceGroup,
  deleteGroup,
  deleteInstanceConsumerGroup,
  batchDeleteGroup,
  resetMessageOffsetWithEngine,
  resetMessageOffset,
  deleteConsumerGroupOffsets,
  createKafkaUserClientQuotaTask,
  showKafkaUserClientQuota,
  updateKafkaUserClientQuotaTask,
  deleteKafkaUserClientQuotaTask,
  showCluster,
  showCoordinators,
  upgradeInstance,
  showKafkaTags,
  showKafkaProjectTags,
  batchCreateOrDeleteKafkaTag,
  listProducts,
  listEngineProducts,
].map((operation) => ({ ...operation, engine: 'kafka' }));

/** What is the same for every engine, by service. */
const sharedOperations: readonly Operation[] = [
  // DMS
  listInstances,
  showInstance,
  deleteInstance,
  batchRestartOrDeleteInstances,
  listBackgroundTasks,
  showBackgroundTask,
  showBackgroundTaskProgress,
  deleteBackgroundTask,
  listScheduledTasks,
  updateScheduledTask,
  deleteScheduledTask,
  listAvailableZones,
  showMaintainWindows,
  showQuotas,
  // IAM v3
  createToken,
  listProjects,
  listAuthProjects,
  listAuthDomains,
  // VPC v1
  createVpc,
  showVpc,
  listVpcs,
  updateVpc,
  deleteVpc,
  createSubnet,
  showSubnet,
  listSubnets,
  updateSubnet,
  deleteSubnet,
  createSecurityGroup,
  showSecurityGroup,
  listSecurityGroups,
  deleteSecurityGroup,
  createSecurityGroupRule,
  showSecurityGroupRule,
  listSecurityGroupRules,
  deleteSecurityGroupRule,
  // EIP v1
  createPublicip,
  showPublicip,
  listPublicips,
  deletePublicip,
  // BSS v2
  payOrder,
  showOrder,
  listOrderedResources,
];

/** What we can do. */
export const supportedOperations: readonly Operation[] = [
  ...kafkaOperations,
  ...rocketmqOperations,
  ...sharedOperations,
];

/** What we answer: the supported operations, and behind them the rest of Huawei's, each with a refusal that names it. */
export const operations: readonly Operation[] = [
  ...supportedOperations,
  ...unsupportedOperations('kafka', kafkaCatalog, supportedOperations),
  ...unsupportedOperations('rocketmq', rocketmqCatalog, supportedOperations),
];
