import rocketmqSdk from '@huaweicloud/huaweicloud-sdk-rocketmq';
import sdk from '@huaweicloud/huaweicloud-sdk-core';
import type { HuaweiAccess } from './huawei.ts';

/** Huawei's official Node SDK for RocketMQ with nothing changed but the endpoint. */
export function rocketmqSdkClient({ endpoint, accessKey, secretKey, projectId }: HuaweiAccess) {
  const credentials = new sdk.BasicCredentials().withAk(accessKey).withSk(secretKey).withProjectId(projectId);
  return rocketmqSdk.RocketMQClient.newBuilder().withCredential(credentials).withEndpoint(endpoint).build();
}

/** The fields of a RocketMQ instance that tests read, as they come over the wire. */
export interface ShownRocketmq {
  readonly instance_id: string;
  readonly status: string;
  readonly status_reason?: string;
  readonly namesrv_address: string;
  readonly broker_address: string;
  readonly grpc_address: string;
  readonly [field: string]: unknown;
}
