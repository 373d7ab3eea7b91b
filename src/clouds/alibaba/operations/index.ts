import type { Operation } from '../operation.ts';
import { batchDeleteTopics } from './batch-delete-topics.ts';
import { changeResourceGroup } from './change-resource-group.ts';
import { convertPostPayOrder } from './convert-post-pay-order.ts';
import { createAcl } from './create-acl.ts';
import { createConsumerGroup } from './create-consumer-group.ts';
import { createPostPayInstance } from './create-post-pay-instance.ts';
import { createPostPayOrder } from './create-post-pay-order.ts';
import { createPrePayInstance } from './create-pre-pay-instance.ts';
import { createPrePayOrder } from './create-pre-pay-order.ts';
import { createSaslUser } from './create-sasl-user.ts';
import { createScheduledScalingRule } from './create-scheduled-scaling-rule.ts';
import { createSecurityGroup } from './create-security-group.ts';
import { createTopic } from './create-topic.ts';
import { createVSwitch } from './create-v-switch.ts';
import { createVpc } from './create-vpc.ts';
import { deleteAcl } from './delete-acl.ts';
import { deleteConsumerGroup } from './delete-consumer-group.ts';
import { deleteInstance } from './delete-instance.ts';
import { deleteSaslUser } from './delete-sasl-user.ts';
import { deleteScheduledScalingRule } from './delete-scheduled-scaling-rule.ts';
import { deleteSecurityGroup } from './delete-security-group.ts';
import { deleteTopic } from './delete-topic.ts';
import { deleteVSwitch } from './delete-v-switch.ts';
import { deleteVpc } from './delete-vpc.ts';
import { describeAclResourceName } from './describe-acl-resource-name.ts';
import { describeAcls } from './describe-acls.ts';
import { describeEndpoints } from './describe-endpoints.ts';
import { describeSaslUsers } from './describe-sasl-users.ts';
import { describeSecurityGroups } from './describe-security-groups.ts';
import { describeVSwitchAttributes } from './describe-v-switch-attributes.ts';
import { describeVSwitches } from './describe-v-switches.ts';
import { describeVpcs } from './describe-vpcs.ts';
import { downgradePostPayOrder } from './downgrade-post-pay-order.ts';
import { downgradePrePayOrder } from './downgrade-pre-pay-order.ts';
import { enableAutoGroupCreation } from './enable-auto-group-creation.ts';
import { enableAutoTopicCreation } from './enable-auto-topic-creation.ts';
import { getAllInstanceIdList } from './get-all-instance-id-list.ts';
import { getAllowedIpList } from './get-allowed-ip-list.ts';
import { getAutoScalingConfiguration } from './get-auto-scaling-configuration.ts';
import { getConsumerList } from './get-consumer-list.ts';
import { getConsumerProgress } from './get-consumer-progress.ts';
import { getInstanceList } from './get-instance-list.ts';
import { getKafkaClientIp } from './get-kafka-client-ip.ts';
import { getQuotaTip } from './get-quota-tip.ts';
import { getRole } from './get-role.ts';
import { getTopicList } from './get-topic-list.ts';
import { getTopicStatus } from './get-topic-status.ts';
import { getTopicSubscribeStatus } from './get-topic-subscribe-status.ts';
import { listRebalanceInfo } from './list-rebalance-info.ts';
import { listRoles } from './list-roles.ts';
import { listTagResources } from './list-tag-resources.ts';
import { modifyInstanceName } from './modify-instance-name.ts';
import { modifyPartitionNum } from './modify-partition-num.ts';
import { modifyScheduledScalingRule } from './modify-scheduled-scaling-rule.ts';
import { modifyTopicRemark } from './modify-topic-remark.ts';
import { queryMessage } from './query-message.ts';
import { releaseInstance } from './release-instance.ts';
import { reopenInstance } from './reopen-instance.ts';
import { startInstance } from './start-instance.ts';
import { stopInstance } from './stop-instance.ts';
import { tagResources } from './tag-resources.ts';
import { untagResources } from './untag-resources.ts';
import { updateAllowedIp } from './update-allowed-ip.ts';
import { updateConsumerOffset } from './update-consumer-offset.ts';
import { updateInstanceConfig } from './update-instance-config.ts';
import { updateTopicConfig } from './update-topic-config.ts';
import { upgradeInstanceVersion } from './upgrade-instance-version.ts';
import { upgradePostPayOrder } from './upgrade-post-pay-order.ts';
import { upgradePrePayOrder } from './upgrade-pre-pay-order.ts';

/** All calls that are answered. */
export const operations: readonly Operation[] = [
  batchDeleteTopics,
  changeResourceGroup,
  convertPostPayOrder,
  createAcl,
  createConsumerGroup,
  createPostPayInstance,
  createPostPayOrder,
  createPrePayInstance,
  createPrePayOrder,
  createSaslUser,
  createScheduledScalingRule,
  createSecurityGroup,
  createTopic,
  createVSwitch,
  createVpc,
  deleteAcl,
  deleteConsumerGroup,
  deleteInstance,
  deleteSaslUser,
  deleteScheduledScalingRule,
  deleteSecurityGroup,
  deleteTopic,
  deleteVSwitch,
  deleteVpc,
  describeAclResourceName,
  describeAcls,
  describeEndpoints,
  describeSaslUsers,
  describeSecurityGroups,
  describeVSwitchAttributes,
  describeVSwitches,
  describeVpcs,
  downgradePostPayOrder,
  downgradePrePayOrder,
  enableAutoGroupCreation,
  enableAutoTopicCreation,
  getAllInstanceIdList,
  getAllowedIpList,
  getAutoScalingConfiguration,
  getConsumerList,
  getConsumerProgress,
  getInstanceList,
  getKafkaClientIp,
  getQuotaTip,
  getRole,
  getTopicList,
  getTopicStatus,
  getTopicSubscribeStatus,
  listRebalanceInfo,
  listRoles,
  listTagResources,
  modifyInstanceName,
  modifyPartitionNum,
  modifyScheduledScalingRule,
  modifyTopicRemark,
  queryMessage,
  releaseInstance,
  reopenInstance,
  startInstance,
  stopInstance,
  tagResources,
  untagResources,
  updateAllowedIp,
  updateConsumerOffset,
  updateInstanceConfig,
  updateTopicConfig,
  upgradeInstanceVersion,
  upgradePostPayOrder,
  upgradePrePayOrder,
];
