import type { Operation } from '../operation.ts';
import { changeResourceGroup } from './change-resource-group.ts';
import { createPostPayInstance } from './create-post-pay-instance.ts';
import { createPostPayOrder } from './create-post-pay-order.ts';
import { createPrePayInstance } from './create-pre-pay-instance.ts';
import { createPrePayOrder } from './create-pre-pay-order.ts';
import { createSecurityGroup } from './create-security-group.ts';
import { createVSwitch } from './create-v-switch.ts';
import { createVpc } from './create-vpc.ts';
import { deleteInstance } from './delete-instance.ts';
import { deleteSecurityGroup } from './delete-security-group.ts';
import { deleteVSwitch } from './delete-v-switch.ts';
import { deleteVpc } from './delete-vpc.ts';
import { describeEndpoints } from './describe-endpoints.ts';
import { describeSecurityGroups } from './describe-security-groups.ts';
import { describeVSwitchAttributes } from './describe-v-switch-attributes.ts';
import { describeVSwitches } from './describe-v-switches.ts';
import { describeVpcs } from './describe-vpcs.ts';
import { getAllInstanceIdList } from './get-all-instance-id-list.ts';
import { getInstanceList } from './get-instance-list.ts';
import { getQuotaTip } from './get-quota-tip.ts';
import { listTagResources } from './list-tag-resources.ts';
import { modifyInstanceName } from './modify-instance-name.ts';
import { releaseInstance } from './release-instance.ts';
import { reopenInstance } from './reopen-instance.ts';
import { startInstance } from './start-instance.ts';
import { stopInstance } from './stop-instance.ts';
import { tagResources } from './tag-resources.ts';
import { untagResources } from './untag-resources.ts';

/** All calls that are answered. */
export const operations: readonly Operation[] = [
  changeResourceGroup,
  createPostPayInstance,
  createPostPayOrder,
  createPrePayInstance,
  createPrePayOrder,
  createSecurityGroup,
  createVSwitch,
  createVpc,
  deleteInstance,
  deleteSecurityGroup,
  deleteVSwitch,
  deleteVpc,
  describeEndpoints,
  describeSecurityGroups,
  describeVSwitchAttributes,
  describeVSwitches,
  describeVpcs,
  getAllInstanceIdList,
  getInstanceList,
  getQuotaTip,
  listTagResources,
  modifyInstanceName,
  releaseInstance,
  reopenInstance,
  startInstance,
  stopInstance,
  tagResources,
  untagResources,
];
