import catalog from '../src/clouds/alibaba/alikafka/operation-catalog.json' with { type: 'json' };
import { operations } from '../src/clouds/alibaba/operations/index.ts';
import { coverageStates, coverageSums } from './coverage-tables.ts';

/** The page of Alibaba Cloud's Message Queue for Apache Kafka: the operations of its SDK, and what is answered beside them. */
export function alibabaCoverageText(): string {
  const own = operations.filter(({ product }) => product === 'alikafka');
  const answered = new Set(own.map(({ name }) => name));
  const others = operations.filter(({ product }) => product !== 'alikafka');
  return [
    '# Alibaba Message Queue for Apache Kafka (2019-09-16): what is answered',
    '',
    '<!-- Written by `npm run coverage`; a test fails where it is stale. -->',
    '',
    `The ${catalog.length} operations of the official SDK. One that is unsupported answers 400 \`ONS_SERVICE_UNSUPPORTED\` with a message that`,
    'names it, and the header `X-Polybroker-Unsupported: <operation>`, to callers who have proven who they are.',
    '',
    ...coverageSums(catalog, answered),
    '',
    ...coverageStates(catalog, answered),
    '',
    '## Answered beside these',
    '',
    'Calls of other products that users need: where the API is, and networks.',
    '',
    '| operation | product |',
    '|---|---|',
    ...others.map(({ name, product }) => `| ${name} | ${product} |`),
    '',
  ].join('\n');
}
