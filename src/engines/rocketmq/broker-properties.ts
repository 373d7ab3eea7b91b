import type { RocketmqSpec } from '../../domain/instance/instance.ts';
import { retentionHoursOf } from '../../domain/instance/retention-hours.ts';
import type { ClusterSecrets } from '../engine.ts';
import { renderProperties } from '../java/java-properties.ts';
import {
  addressOf,
  dataFolder,
  hasControllers,
  nameServerList,
  nameServersOf,
  type Replica,
  replicasOf,
  rocketmqPorts,
} from './cluster-layout.ts';
import { internalLogin } from './cluster-secrets.ts';
import type { RocketmqVersion } from './versions.ts';

export interface BrokerSettings {
  readonly version: RocketmqVersion;
  readonly spec: RocketmqSpec;
  readonly replica: Replica;
  readonly addresses: ReadonlyMap<string, string>;
  readonly secrets: ClusterSecrets;
}

type Properties = readonly (readonly [name: string, value: string | number | boolean])[];

/** What clients see as the name of every cluster: there is only one behind its name servers. */
export const clusterName = 'DefaultCluster';

const mebibyte = 1024 * 1024;

/** The configuration file of a broker. */
export function renderBrokerProperties(broker: BrokerSettings): string {
  const { spec, version, replica, addresses } = broker;
  const address = addressOf(addresses, replica.name);
  return renderProperties(
    new Map<string, string | number | boolean>([
      ['brokerClusterName', clusterName],
      ['brokerName', replica.group],
      ['namesrvAddr', nameServerList(spec, version, addresses)],
      ['brokerIP1', address],
      ['brokerIP2', address],
      ['listenPort', rocketmqPorts.broker],
      ['haListenPort', rocketmqPorts.replication],
      // Topics and groups are the control plane's, which keeps to what was ordered.
      ['autoCreateTopicEnable', false],
      ['autoCreateSubscriptionGroup', false],
      ['clusterTopicEnable', false],
      ['brokerTopicEnable', false],
      ['traceTopicEnable', true],
      ['enablePropertyFilter', true],
      ...storeProperties,
      ['fileReservedTime', retentionHoursOf(spec)],
      ...threads(spec),
      ...(version.isFive ? propertiesOfFive(address) : []),
      ...replication(broker),
      ...(spec.acl ? aclProperties(broker) : []),
    ]),
  );
}

const storeProperties: Properties = [
  ['storePathRootDir', dataFolder],
  ['storePathCommitLog', `${dataFolder}/commitlog`],
  // Whole files are deleted: small ones make room in small steps.
  ['mappedFileSizeCommitLog', 16 * mebibyte],
  ['mappedFileSizeConsumeQueue', 300_000],
  ['maxHashSlotNum', 50_000],
  ['maxIndexNum', 200_000],
  ['flushDiskType', 'ASYNC_FLUSH'],
  ['transientStorePoolEnable', false],
  ['warmMapedFileEnable', false],
  // Whenever something has expired, and not at four in the morning.
  ['deleteWhen', Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')).join(';')],
  // Shares of the machine's disk, which is not the instance's: what is stored is bounded by the control plane.
  ['diskMaxUsedSpaceRatio', 95],
  ['cleanFileForciblyEnable', false],
  // Brokers share few cores with others: what waited so long is refused otherwise though the broker has room.
  ['waitTimeMillsInSendQueue', 3000],
  ['osPageCacheBusyTimeOutMills', 5000],
];

/** Stock brokers have more than a hundred threads; small products share a laptop's cores with others. */
function threads({ heapMib }: RocketmqSpec): Properties {
  const factor = heapMib <= 512 ? 1 : 2;
  return [
    ['sendMessageThreadPoolNums', 1 * factor],
    ['pullMessageThreadPoolNums', 4 * factor],
    ['processReplyMessageThreadPoolNums', 2],
    ['queryMessageThreadPoolNums', 2],
    ['adminBrokerThreadPoolNums', 2],
    ['clientManageThreadPoolNums', 2],
    ['consumerManageThreadPoolNums', 2],
    ['heartbeatThreadPoolNums', 2],
    ['endTransactionThreadPoolNums', 2 * factor],
    ['serverSelectorThreads', 1],
    ['serverWorkerThreads', 2 * factor],
    ['serverCallbackExecutorThreads', 1],
  ];
}

function propertiesOfFive(address: string): Properties {
  return [
    ['bindAddress', address],
    // Writes out all of its wheel (40 MB) each time, which took 15 % of a core each second.
    ['timerFlushIntervalMs', 10_000],
    // Until then it spins, for the first ten seconds after a start.
    ['transactionMetricFlushInterval', 1000],
    ['ackMessageThreadPoolNums', 2],
    ['litePullMessageThreadPoolNums', 2],
    ['putMessageFutureThreadPoolNums', 2],
    ['adminBrokerThreadPoolNums', 2],
    ['loadBalanceProcessorThreadPoolNums', 2],
    ['recoverThreadPoolNums', 2],
  ];
}

function replication({ version, spec, replica, addresses }: BrokerSettings): Properties {
  if (spec.replicasPerBroker === 1) {
    return [
      ['brokerRole', 'ASYNC_MASTER'],
      ['brokerId', 0],
    ];
  }
  if (hasControllers(spec, version)) {
    const controllers = nameServersOf(spec, version)
      .map(({ name }) => `${addressOf(addresses, name)}:${rocketmqPorts.controller}`)
      .join(';');
    return [
      ['brokerRole', 'SLAVE'],
      ['brokerId', -1],
      ['enableControllerMode', true],
      ['controllerAddr', controllers],
      ['allAckInSyncStateSet', true],
      // A leader that is alone acknowledges nothing: what it alone has would be lost with it.
      ['minInSyncReplicas', 2],
      ['syncBrokerMetadataPeriod', 1000],
      ['brokerHeartbeatInterval', 500],
    ];
  }
  const peers = replicasOf(spec)
    .filter(({ group }) => group === replica.group)
    .map(({ name, number }) => `n${number - 1}-${addressOf(addresses, name)}:${rocketmqPorts.dledger}`)
    .join(';');
  return [
    ['brokerId', -1],
    ['enableDLegerCommitLog', true],
    ['dLegerGroup', replica.group],
    ['dLegerPeers', peers],
    ['dLegerSelfId', `n${replica.number - 1}`],
  ];
}

const authentication = 'org.apache.rocketmq.auth.authentication.provider';
const authorization = 'org.apache.rocketmq.auth.authorization.provider';

/** 4.8.0 reads users from a file; 5.x has a store of its own, in which our own user is put at the first start. */
function aclProperties({ version, secrets }: BrokerSettings): Properties {
  if (version.acl === 'plain-file') return [['aclEnable', true]];
  const { accessKey, secretKey } = internalLogin(secrets);
  return [
    ['authenticationEnabled', true],
    ['authenticationProvider', `${authentication}.DefaultAuthenticationProvider`],
    ['authenticationMetadataProvider', `${authentication}.LocalAuthenticationMetadataProvider`],
    ['initAuthenticationUser', JSON.stringify({ username: accessKey, password: secretKey })],
    ['innerClientAuthenticationCredentials', JSON.stringify({ accessKey, secretKey })],
    ['authorizationEnabled', true],
    ['authorizationProvider', `${authorization}.DefaultAuthorizationProvider`],
    ['authorizationMetadataProvider', `${authorization}.LocalAuthorizationMetadataProvider`],
  ];
}
