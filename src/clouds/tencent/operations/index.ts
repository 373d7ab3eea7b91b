import type { Operation } from '../operation.ts';
import { createPostPaidInstance } from './create-post-paid-instance.ts';
import { createSubnet } from './create-subnet.ts';
import { createVpc } from './create-vpc.ts';
import { deleteInstancePost } from './delete-instance-post.ts';
import { deleteSubnet } from './delete-subnet.ts';
import { deleteVpc } from './delete-vpc.ts';
import { describeCkafkaVersion } from './describe-ckafka-version.ts';
import { describeCkafkaZone } from './describe-ckafka-zone.ts';
import { describeInstanceAttributes } from './describe-instance-attributes.ts';
import { describeInstancesDetail } from './describe-instances-detail.ts';
import { describeInstances } from './describe-instances.ts';
import { describeRegion } from './describe-region.ts';
import { describeResourceTagsByResourceIds } from './describe-resource-tags-by-resource-ids.ts';
import { describeRoute } from './describe-route.ts';
import { describeSubnets } from './describe-subnets.ts';
import { describeTaskStatus } from './describe-task-status.ts';
import { describeVpcs } from './describe-vpcs.ts';
import { instanceScalingDown } from './instance-scaling-down.ts';
import { modifyInstanceAttributes } from './modify-instance-attributes.ts';
import { modifyResourceTags } from './modify-resource-tags.ts';

/** What we can do, by product. */
export const operations: readonly Operation[] = [
  // CKafka 2019-08-19
  createPostPaidInstance,
  deleteInstancePost,
  describeCkafkaVersion,
  describeCkafkaZone,
  describeInstanceAttributes,
  describeInstancesDetail,
  describeInstances,
  describeRegion,
  describeRoute,
  describeTaskStatus,
  instanceScalingDown,
  modifyInstanceAttributes,
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
