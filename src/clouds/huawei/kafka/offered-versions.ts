/** The versions of Kafka that Huawei's API lists and takes in `engine_version`. */
export const offeredKafkaVersions: readonly string[] = ['1.1.0', '2.3.0'];
