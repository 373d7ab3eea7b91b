/** What ServiceVersion may be: the first two are the documentation's of StartInstance, the others newer series'. */
export const offeredKafkaVersions: readonly string[] = ['0.10.2', '2.2.0', '2.6.2', '3.3.1'];
