import { homedir } from 'node:os';
import { join } from 'node:path';

/** One setting: the same meaning as a flag, in the environment and in the config file, in this order of precedence. */
export interface Option {
  /** The name in Config and in the config file. */
  readonly key: string;
  readonly flag: string;
  readonly variable: string;
  /** What stands for the value in the help text. */
  readonly placeholder: string;
  readonly help: string;
  readonly defaultText: string;
}

export const options: readonly Option[] = [
  {
    key: 'host',
    flag: 'host',
    variable: 'POLYBROKER_HOST',
    placeholder: 'ADDRESS',
    help: 'address that the API listens on',
    defaultText: '127.0.0.1',
  },
  {
    key: 'port',
    flag: 'port',
    variable: 'POLYBROKER_PORT',
    placeholder: 'PORT',
    help: 'port of the API; 0 takes a free one',
    defaultText: '7410',
  },
  {
    key: 'dataDir',
    flag: 'data-dir',
    variable: 'POLYBROKER_DATA_DIR',
    placeholder: 'DIR',
    help: 'database, credentials and the brokers’ data',
    defaultText: '$XDG_DATA_HOME/polybroker',
  },
  {
    key: 'cacheDir',
    flag: 'cache-dir',
    variable: 'POLYBROKER_CACHE_DIR',
    placeholder: 'DIR',
    help: 'engines and runtimes, shared by data directories',
    defaultText: '$XDG_CACHE_HOME/polybroker',
  },
  {
    key: 'accessKey',
    flag: 'access-key',
    variable: 'POLYBROKER_ACCESS_KEY',
    placeholder: 'KEY',
    help: 'access key, valid on all clouds',
    defaultText: 'made at the first start',
  },
  {
    key: 'secretKey',
    flag: 'secret-key',
    variable: 'POLYBROKER_SECRET_KEY',
    placeholder: 'KEY',
    help: 'its secret key; a flag can be seen by other users of the machine, so prefer the variable',
    defaultText: 'made at the first start',
  },
  {
    key: 'projectId',
    flag: 'project-id',
    variable: 'POLYBROKER_PROJECT_ID',
    placeholder: 'ID',
    help: 'project of that key: 32 hexadecimal digits',
    defaultText: 'made at the first start',
  },
  {
    key: 'region',
    flag: 'region',
    variable: 'POLYBROKER_REGION',
    placeholder: 'NAME',
    help: 'name of the region',
    defaultText: 'cn-north-4',
  },
  {
    key: 'user',
    flag: 'user-name',
    variable: 'POLYBROKER_USER',
    placeholder: 'NAME',
    help: 'first user, who logs in with a password where a cloud has tokens',
    defaultText: 'admin',
  },
  {
    key: 'password',
    flag: 'password',
    variable: 'POLYBROKER_PASSWORD',
    placeholder: 'TEXT',
    help: 'its password; a flag can be seen by other users of the machine, so prefer the variable',
    defaultText: 'made at the first start',
  },
  {
    key: 'domain',
    flag: 'domain',
    variable: 'POLYBROKER_DOMAIN',
    placeholder: 'NAME',
    help: 'account of that user and of the project; Huawei’s word for it is domain',
    defaultText: 'made at the first start',
  },
  {
    key: 'instanceQuota',
    flag: 'instance-quota',
    variable: 'POLYBROKER_INSTANCE_QUOTA',
    placeholder: 'N',
    help: 'instances that each project may have',
    defaultText: '100',
  },
  {
    key: 'requestsPerSecond',
    flag: 'requests-per-second',
    variable: 'POLYBROKER_REQUESTS_PER_SECOND',
    placeholder: 'N',
    help: 'requests that each access key may make, twice as many at once; more are answered 429',
    defaultText: '1000',
  },
  {
    key: 'tencentRequestsPerSecond',
    flag: 'tencent-requests-per-second',
    variable: 'POLYBROKER_TENCENT_REQUESTS_PER_SECOND',
    placeholder: 'N',
    help: 'requests of one action that each account may make to Tencent’s API; more are RequestLimitExceeded',
    defaultText: '20',
  },
  {
    key: 'alibabaRequestsPerSecond',
    flag: 'alibaba-requests-per-second',
    variable: 'POLYBROKER_ALIBABA_REQUESTS_PER_SECOND',
    placeholder: 'N',
    help: 'requests of one action that each user may make to Alibaba’s API; more are Throttling.User',
    defaultText: '20',
  },
  {
    key: 'alibabaStartsPerSecond',
    flag: 'alibaba-starts-per-second',
    variable: 'POLYBROKER_ALIBABA_STARTS_PER_SECOND',
    placeholder: 'N',
    help: 'the same of StartInstance',
    defaultText: '2',
  },
  {
    key: 'prices',
    flag: 'prices',
    variable: 'POLYBROKER_PRICES',
    placeholder: 'LIST',
    help: 'what a month costs, for Tencent’s API: instance, bandwidth (MB/s), disk (GB), partition, topic, public (Mbit/s), currency',
    defaultText: 'nothing costs anything',
  },
  {
    key: 'spendingLimit',
    flag: 'spending-limit',
    variable: 'POLYBROKER_SPENDING_LIMIT',
    placeholder: 'N',
    help: 'what each project’s instances of Tencent’s API may cost a month together; more is UnsupportedOperation.OssReject',
    defaultText: 'none',
  },
  {
    key: 'publicAddresses',
    flag: 'public-addresses',
    variable: 'POLYBROKER_PUBLIC_ADDRESSES',
    placeholder: 'LIST',
    help: 'pool of public addresses (EIPs): addresses, ranges and blocks, separated by commas',
    // Loopback, and outside of 127.64.0.0/10, of which brokers get their own addresses.
    defaultText: '127.1.0.1-127.1.0.64',
  },
  {
    key: 'enterpriseProjects',
    flag: 'enterprise-projects',
    variable: 'POLYBROKER_ENTERPRISE_PROJECTS',
    placeholder: 'LIST',
    help: 'enterprise projects beside the default one, 0: ids or id=name, separated by commas',
    defaultText: 'none',
  },
  {
    key: 'kafkaVersions',
    flag: 'kafka-versions',
    variable: 'POLYBROKER_KAFKA_VERSIONS',
    placeholder: 'LIST',
    help: 'versions of Kafka that every cloud’s API offers beside its own, separated by commas, such as 2.7,3.9',
    defaultText: 'none',
  },
  {
    key: 'storageClasses',
    flag: 'storage-classes',
    variable: 'POLYBROKER_STORAGE_CLASSES',
    placeholder: 'LIST',
    help: 'directories for messages by storage class: name=directory, separated by commas',
    defaultText: 'the data directory for all',
  },
  {
    key: 'encryptionKeys',
    flag: 'encryption-keys',
    variable: 'POLYBROKER_ENCRYPTION_KEYS',
    placeholder: 'LIST',
    help: 'directories on encrypted disks by the id of their key: id=directory, separated by commas',
    defaultText: 'none; every key is refused',
  },
  {
    key: 'rocketmqReplicas',
    flag: 'rocketmq-replicas',
    variable: 'POLYBROKER_ROCKETMQ_REPLICAS',
    placeholder: 'N',
    help: 'processes of each broker of new RocketMQ instances: 3, of which any may die, or 1 on small machines',
    defaultText: '3',
  },
  {
    key: 'bytesPerGb',
    flag: 'bytes-per-gb',
    variable: 'POLYBROKER_BYTES_PER_GB',
    placeholder: 'N',
    help: 'what a GB of an instance’s storage is; smaller to see full instances sooner',
    defaultText: '1073741824',
  },
  {
    key: 'onExit',
    flag: 'on-exit',
    variable: 'POLYBROKER_ON_EXIT',
    placeholder: 'stop|keep',
    help: 'whether brokers stop with the control plane or go on',
    defaultText: 'stop',
  },
  {
    key: 'javaHome',
    flag: 'java-home',
    variable: 'POLYBROKER_JAVA_HOME',
    placeholder: 'DIR',
    help: 'home of the Java that runs the brokers; no other is looked for',
    defaultText: 'JAVA_HOME, PATH and the usual directories are searched',
  },
  {
    key: 'logLevel',
    flag: 'log-level',
    variable: 'POLYBROKER_LOG_LEVEL',
    placeholder: 'LEVEL',
    help: 'error, warn, info or debug; the log is JSON lines on standard error',
    defaultText: 'info, on a terminal warn',
  },
  {
    key: 'mavenRepository',
    flag: 'maven-repository',
    variable: 'POLYBROKER_MAVEN_REPOSITORY',
    placeholder: 'URL',
    help: 'mirror from which the engines’ jars are fetched',
    defaultText: 'the public Maven repository',
  },
];

/** Where a user's data and caches go (XDG base directory specification), unless a setting says otherwise. */
export function defaultDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  kind: 'data' | 'cache',
): string {
  const home = environment['HOME'] || homedir();
  const base =
    kind === 'data'
      ? environment['XDG_DATA_HOME'] || join(home, '.local', 'share')
      : environment['XDG_CACHE_HOME'] || join(home, '.cache');
  return join(base, 'polybroker');
}
