import type { Operation } from '../operation.ts';
import { associateRoutesSecurityGroup } from './associate-routes-security-group.ts';
import { batchCreateAcl } from './batch-create-acl.ts';
import { batchModifyGroupOffsets } from './batch-modify-group-offsets.ts';
import { batchModifyTopicAttributes } from './batch-modify-topic-attributes.ts';
import { createAclRule } from './create-acl-rule.ts';
import { createAcl } from './create-acl.ts';
import { createConsumer } from './create-consumer.ts';
import { createInstancePre } from './create-instance-pre.ts';
import { createPartition } from './create-partition.ts';
import { createPostPaidInstance } from './create-post-paid-instance.ts';
import { createRoute } from './create-route.ts';
import { createSubnet } from './create-subnet.ts';
import { createThrottleRule } from './create-throttle-rule.ts';
import { createTopicIpWhiteList } from './create-topic-ip-white-list.ts';
import { createTopic } from './create-topic.ts';
import { createUser } from './create-user.ts';
import { createVpc } from './create-vpc.ts';
import { deleteAclRule } from './delete-acl-rule.ts';
import { deleteAcl } from './delete-acl.ts';
import { deleteGroupSubscribeTopic } from './delete-group-subscribe-topic.ts';
import { deleteGroup } from './delete-group.ts';
import { deleteInstancePost } from './delete-instance-post.ts';
import { deleteInstancePre } from './delete-instance-pre.ts';
import { deleteRouteTriggerTime } from './delete-route-trigger-time.ts';
import { deleteRoute } from './delete-route.ts';
import { deleteSubnet } from './delete-subnet.ts';
import { deleteThrottleRule } from './delete-throttle-rule.ts';
import { deleteTopic } from './delete-topic.ts';
import { deleteUser } from './delete-user.ts';
import { deleteVpc } from './delete-vpc.ts';
import { describeAccessPolicy } from './describe-access-policy.ts';
import { describeAclRule } from './describe-acl-rule.ts';
import { describeAcl } from './describe-acl.ts';
import { describeCkafkaVersion } from './describe-ckafka-version.ts';
import { describeCkafkaZone } from './describe-ckafka-zone.ts';
import { describeConsumerGroup } from './describe-consumer-group.ts';
import { describeCvmInfo } from './describe-cvm-info.ts';
import { describeGroupInfo } from './describe-group-info.ts';
import { describeGroupOffsets } from './describe-group-offsets.ts';
import { describeGroup } from './describe-group.ts';
import { describeInstanceAttributes } from './describe-instance-attributes.ts';
import { describeInstancesDetail } from './describe-instances-detail.ts';
import { describeInstances } from './describe-instances.ts';
import { describeModifyType } from './describe-modify-type.ts';
import { describeRegion } from './describe-region.ts';
import { describeResourceTagsByResourceIds } from './describe-resource-tags-by-resource-ids.ts';
import { describeRoute } from './describe-route.ts';
import { describeSecurityGroupRoutes } from './describe-security-group-routes.ts';
import { describeSubnets } from './describe-subnets.ts';
import { describeTaskStatus } from './describe-task-status.ts';
import { describeThrottleRules } from './describe-throttle-rules.ts';
import { describeTopicAttributes } from './describe-topic-attributes.ts';
import { describeTopicDetail } from './describe-topic-detail.ts';
import { describeTopicFlowRanking } from './describe-topic-flow-ranking.ts';
import { describeTopicProduceConnection } from './describe-topic-produce-connection.ts';
import { describeTopicSubscribeGroup } from './describe-topic-subscribe-group.ts';
import { describeTopicSyncReplica } from './describe-topic-sync-replica.ts';
import { describeTopic } from './describe-topic.ts';
import { describeTypeInstances } from './describe-type-instances.ts';
import { describeUser } from './describe-user.ts';
import { describeVpcs } from './describe-vpcs.ts';
import { disassociateRoutesSecurityGroup } from './disassociate-routes-security-group.ts';
import { fetchMessageByOffset } from './fetch-message-by-offset.ts';
import { fetchMessageListByOffset } from './fetch-message-list-by-offset.ts';
import { fetchMessageListByTimestamp } from './fetch-message-list-by-timestamp.ts';
import { inquireCkafkaPrice } from './inquire-ckafka-price.ts';
import { instanceScalingDown } from './instance-scaling-down.ts';
import { isolatedInstancePre } from './isolated-instance-pre.ts';
import { modifyAccessPolicy } from './modify-access-policy.ts';
import { modifyAclRule } from './modify-acl-rule.ts';
import { modifyGroupOffsets } from './modify-group-offsets.ts';
import { modifyInstanceAttributes } from './modify-instance-attributes.ts';
import { modifyInstancePre } from './modify-instance-pre.ts';
import { modifyPassword } from './modify-password.ts';
import { modifyResourceTags } from './modify-resource-tags.ts';
import { modifyRouteSecurityGroups } from './modify-route-security-groups.ts';
import { modifyRoutineMaintenanceTask } from './modify-routine-maintenance-task.ts';
import { modifyThrottleRule } from './modify-throttle-rule.ts';
import { modifyTopicAttributes } from './modify-topic-attributes.ts';
import { renewCkafkaInstance } from './renew-ckafka-instance.ts';
import { upgradeBrokerVersion } from './upgrade-broker-version.ts';

/** What we can do, by product. */
export const operations: readonly Operation[] = [
  // CKafka 2019-08-19
  createInstancePre,
  createPostPaidInstance,
  deleteInstancePost,
  deleteInstancePre,
  describeCkafkaVersion,
  describeCkafkaZone,
  describeInstanceAttributes,
  describeInstancesDetail,
  describeInstances,
  describeModifyType,
  describeRegion,
  describeRoute,
  describeTaskStatus,
  describeTypeInstances,
  instanceScalingDown,
  modifyInstanceAttributes,
  createTopic,
  describeTopic,
  describeTopicDetail,
  describeTopicAttributes,
  modifyTopicAttributes,
  batchModifyTopicAttributes,
  deleteTopic,
  createPartition,
  describeTopicSyncReplica,
  describeTopicFlowRanking,
  describeTopicProduceConnection,
  describeTopicSubscribeGroup,
  createConsumer,
  describeConsumerGroup,
  describeGroup,
  describeGroupInfo,
  describeGroupOffsets,
  modifyGroupOffsets,
  batchModifyGroupOffsets,
  deleteGroup,
  deleteGroupSubscribeTopic,
  modifyInstancePre,
  renewCkafkaInstance,
  createUser,
  describeUser,
  modifyPassword,
  deleteUser,
  createAcl,
  describeAcl,
  deleteAcl,
  batchCreateAcl,
  createAclRule,
  describeAclRule,
  modifyAclRule,
  deleteAclRule,
  createTopicIpWhiteList,
  createRoute,
  deleteRoute,
  deleteRouteTriggerTime,
  createThrottleRule,
  describeThrottleRules,
  modifyThrottleRule,
  deleteThrottleRule,
  fetchMessageByOffset,
  fetchMessageListByOffset,
  fetchMessageListByTimestamp,
  inquireCkafkaPrice,
  isolatedInstancePre,
  describeCvmInfo,
  upgradeBrokerVersion,
  describeAccessPolicy,
  modifyAccessPolicy,
  associateRoutesSecurityGroup,
  disassociateRoutesSecurityGroup,
  modifyRouteSecurityGroups,
  describeSecurityGroupRoutes,
  modifyRoutineMaintenanceTask,
  // VPC 2017-03-12
  createSubnet,
  createVpc,
  deleteSubnet,
  deleteVpc,
  describeSubnets,
  describeVpcs,
  // Tag 2018-08-13
  describeResourceTagsByResourceIds,
  modifyResourceTags,
];
