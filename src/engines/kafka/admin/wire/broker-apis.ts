import {
  alterClientQuotasV0,
  alterConfigsV0,
  alterUserScramCredentialsV0,
  consumerGroupDescribeV0,
  createAclsV0,
  createAclsV1,
  createPartitionsV0,
  createTopicsV1,
  createTopicsV2,
  deleteAclsV0,
  deleteAclsV1,
  deleteGroupsV0,
  deleteRecordsV0,
  deleteRecordsV1,
  deleteTopicsV0,
  deleteTopicsV1,
  describeAclsV0,
  describeAclsV1,
  describeClientQuotasV0,
  describeConfigsV1,
  describeGroupsV0,
  describeLogDirsV0,
  describeLogDirsV1,
  describeQuorumV0,
  describeUserScramCredentialsV0,
  findCoordinatorV0,
  incrementalAlterConfigsV0,
  listGroupsV0,
  listGroupsV5,
  listOffsetsV1,
  metadataV2,
  offsetCommitV2,
  offsetDeleteV0,
  offsetFetchV2,
} from '@platformatic/kafka';
import type { Connection, Reader, Writer } from '@platformatic/kafka';
import { fetchOfAllOthers, fetchOfOldBrokers } from './fetch.ts';
import * as expiringOffsetCommitV2 from './expiring-offset-commit-v2.ts';

/** One request of Kafka's protocol in the versions that we speak, oldest first. All take the same arguments. */
export interface BrokerApi<Arguments extends unknown[], Response> {
  readonly key: number;
  readonly versions: readonly {
    readonly version: number;
    send(connection: Connection, ...args: Arguments): Promise<Response>;
  }[];
}

interface ApiModule<Arguments extends unknown[], Response> {
  readonly api: { readonly key: number; readonly version: number; readonly async: unknown };
  readonly createRequest: (...args: Arguments) => Writer;
  readonly parseResponse: (id: number, key: number, version: number, reader: Reader) => Response;
}

/** Some of the client library's modules lose the types of their arguments; those of `createRequest` are right. */
function api<Arguments extends unknown[], Response>(
  first: ApiModule<Arguments, Response>,
  ...later: readonly ApiModule<Arguments, Response>[]
): BrokerApi<Arguments, Response> {
  return {
    key: first.api.key,
    versions: [first, ...later].map((module) => ({
      version: module.api.version,
      send: module.api.async as (connection: Connection, ...args: Arguments) => Promise<Response>,
    })),
  };
}

/**
 * The fewest versions that reach from Kafka 0.10.2 to 4.3: brokers keep old versions for long (4.0 dropped those from
 * before 2.1, KIP-896), so that most need a single one. What a broker does not offer goes another way: see `ways.ts`.
 */
export const brokerApis = {
  metadata: api(metadataV2),
  createTopics: api(createTopicsV1, createTopicsV2),
  deleteTopics: api(deleteTopicsV0, deleteTopicsV1),
  deleteRecords: api(deleteRecordsV0, deleteRecordsV1),
  createPartitions: api(createPartitionsV0),
  describeConfigs: api(describeConfigsV1),
  alterConfigs: api(alterConfigsV0),
  incrementalAlterConfigs: api(incrementalAlterConfigsV0),
  listOffsets: api(listOffsetsV1),
  fetch: api(fetchOfOldBrokers, fetchOfAllOthers),
  findCoordinator: api(findCoordinatorV0),
  // From version 5 on it tells groups of the new protocol (KIP-848) from the classic ones.
  listGroups: api(listGroupsV0, listGroupsV5),
  describeGroups: api(describeGroupsV0),
  describeConsumerGroups: api(consumerGroupDescribeV0),
  deleteGroups: api(deleteGroupsV0),
  offsetFetch: api(offsetFetchV2),
  offsetCommit: api(offsetCommitV2),
  expiringOffsetCommit: api(expiringOffsetCommitV2),
  offsetDelete: api(offsetDeleteV0),
  describeAcls: api(describeAclsV0, describeAclsV1),
  createAcls: api(createAclsV0, createAclsV1),
  deleteAcls: api(deleteAclsV0, deleteAclsV1),
  describeClientQuotas: api(describeClientQuotasV0),
  alterClientQuotas: api(alterClientQuotasV0),
  describeLogDirs: api(describeLogDirsV0, describeLogDirsV1),
  describeUserScramCredentials: api(describeUserScramCredentialsV0),
  alterUserScramCredentials: api(alterUserScramCredentialsV0),
  describeQuorum: api(describeQuorumV0),
} as const;
