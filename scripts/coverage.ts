/**
 * Writes the pages in `docs/coverage/` from the operations that are answered and the list of the cloud's own: `npm run
 * coverage`. A test compares the pages with what this would write.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import kafkaCatalog from '../src/clouds/huawei/kafka/operation-catalog.json' with { type: 'json' };
import { supportedOperations } from '../src/clouds/huawei/operations/index.ts';
import rocketmqCatalog from '../src/clouds/huawei/rocketmq/operation-catalog.json' with { type: 'json' };
import { supportedNames } from '../src/clouds/huawei/unsupported-operations.ts';
import { alibabaCoverageText } from './alibaba-coverage.ts';
import { coverageSums } from './coverage-tables.ts';
import { tencentCoverageText } from './tencent-coverage.ts';

/** The pages: where they stand, and what stands in them. */
export const coveragePages: readonly { readonly file: string; readonly text: () => string }[] = [
  { file: pageFile('huawei-kafka.md'), text: () => huaweiCoverageText('kafka') },
  { file: pageFile('huawei-rocketmq.md'), text: () => huaweiCoverageText('rocketmq') },
  { file: pageFile('tencent-ckafka.md'), text: tencentCoverageText },
  { file: pageFile('alibaba-kafka.md'), text: alibabaCoverageText },
];

function pageFile(name: string): string {
  return fileURLToPath(new URL(`../docs/coverage/${name}`, import.meta.url));
}

const huaweiServices = {
  kafka: { name: 'Kafka', catalog: kafkaCatalog },
  rocketmq: { name: 'RocketMQ', catalog: rocketmqCatalog },
} as const;

function huaweiCoverageText(engine: keyof typeof huaweiServices): string {
  const { name: service, catalog } = huaweiServices[engine];
  const answered = supportedNames(engine, supportedOperations);
  const known = new Set(catalog.map((entry) => entry.name));
  const others = supportedOperations.filter(
    (operation) =>
      answered.has(operation.name) && (operation.engine ?? engine) === engine && !known.has(operation.name),
  );
  return [
    `# Huawei DMS for ${service}: what is answered`,
    '',
    '<!-- Written by `npm run coverage`; a test fails where it is stale. -->',
    '',
    'The operations of the official SDK. One that is unsupported answers 400 `DMS.00400007` with a message that names',
    'it, and the header `X-Polybroker-Unsupported: <operation>`, to callers who have proven who they are.',
    '',
    ...coverageSums(catalog, answered),
    '',
    '| operation | method | path | grade | state |',
    '|---|---|---|---|---|',
    ...catalog.map(
      ({ name, method, path, grade }) =>
        `| ${name} | ${method} | \`${path}\` | ${grade} | ${answered.has(name) ? '**answered**' : 'unsupported'} |`,
    ),
    '',
    '## Answered beside these',
    '',
    'Calls that this SDK does not have and that its users need: identity, networks, and what other clients ask for.',
    '',
    '| operation | method | path |',
    '|---|---|---|',
    ...others.flatMap(({ name, method, paths }) =>
      paths.map((path) => `| ${name} | ${method} | \`${path}\` |`),
    ),
    '',
  ].join('\n');
}

if (import.meta.main) {
  for (const { file, text } of coveragePages) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text());
  }
}
