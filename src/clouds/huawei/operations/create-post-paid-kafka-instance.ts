import type { Operation } from '../operation.ts';
import { createInstance } from './create-instance.ts';

/** The name and path that the SDKs and Terraform have for CreateInstanceByEngine with Kafka. */
export const createPostPaidKafkaInstance: Operation = {
  ...createInstance,
  name: 'CreatePostPaidKafkaInstance',
  paths: ['/v2/{project_id}/kafka/instances'],
};
