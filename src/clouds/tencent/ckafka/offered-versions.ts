/** What KafkaVersion may be. 2.4.1 and 2.4.2 are one version to the cloud. */
export const offeredKafkaVersions: readonly string[] = ['2.4.1', '2.4.2', '2.8.1', '3.2.3'];
