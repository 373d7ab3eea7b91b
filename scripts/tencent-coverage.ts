import catalog from '../src/clouds/tencent/ckafka/operation-catalog.json' with { type: 'json' };
import { operations } from '../src/clouds/tencent/operations/index.ts';
import { coverageStates, coverageSums } from './coverage-tables.ts';

/** What operations that are answered refuse as unsupported. */
const refused: readonly (readonly [operation: string, what: string])[] = [
  [
    'AssociateRoutesSecurityGroup',
    'a group for some of an instance’s routes; a second group. The same for Disassociate and Modify',
  ],
  ['CreatePostPaidInstance, CreateInstancePre', '`CustomSSLCertId`, `StoreQuantityType`'],
  ['CreateRoute', '`Ip`, `SecurityGroupIds`'],
  ['CreateThrottleRule', '`ThrottleType` 2 (consumer groups) and 3 (topics)'],
  [
    'CreateTopic, ModifyTopicAttributes',
    '`Tags`, `QuotaProducerByteRate`, `QuotaConsumerByteRate`; another `ReplicaNum` for a topic that is there',
  ],
  ['DeleteRoute', '`DeleteRouteTime`'],
  [
    'ModifyInstanceAttributes',
    '`DynamicDiskConfig`, `UncleanLeaderElectionEnable`, `RebalanceTime`, `AdminSecurity`, `RetentionBytes`, `TransactionalIdExpirationMs`',
  ],
  [
    'ModifyRoutineMaintenanceTask',
    'all but dynamic retention (`QUOTA`, `MESSAGE_RETENTION_PERIOD`), and times for it',
  ],
  ['UpgradeBrokerVersion', '`DelayTimeStamp`'],
];

/** The page of Tencent Cloud's CKafka: the operations of its API metadata, and what is answered beside them. */
export function tencentCoverageText(): string {
  const own = operations.filter(({ service }) => service === 'ckafka');
  const answered = new Set(own.map(({ name }) => name));
  const others = operations.filter(({ service }) => service !== 'ckafka');
  return [
    '# Tencent CKafka (2019-08-19): what is answered',
    '',
    '<!-- Written by `npm run coverage`; a test fails where it is stale. -->',
    '',
    `The ${catalog.length} operations of the API. One that is unsupported answers \`UnsupportedOperation\` with a message that names it,`,
    'and the header `X-Polybroker-Unsupported: <operation>`, to callers who have proven who they are.',
    '',
    ...coverageSums(catalog, answered),
    '',
    ...coverageStates(catalog, answered),
    '',
    '## What these refuse',
    '',
    'Parts of answered operations that are unsupported, and say so in the same way.',
    '',
    '| operation | unsupported |',
    '|---|---|',
    ...refused.map(([operation, what]) => `| ${operation} | ${what} |`),
    '',
    '## Answered beside these',
    '',
    'Calls of other products that users of CKafka need: networks, and the tags that Terraform reads.',
    '',
    '| operation | product |',
    '|---|---|',
    ...others.map(({ name, service }) => `| ${name} | ${service} |`),
    '',
  ].join('\n');
}
