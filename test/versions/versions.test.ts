import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { after } from 'node:test';
import { kafkaVersionsAskedFor } from '../../src/engines/kafka/versions.ts';
import { versionSuite } from './version-suite.ts';
import { versionsPage } from './versions-page.ts';

const some = process.env['POLYBROKER_TEST_VERSIONS']?.split(',');
const java = process.env['POLYBROKER_TEST_JAVA'];
const proofs = (some ?? kafkaVersionsAskedFor).map((asked) =>
  versionSuite(asked, { javaMajor: java === undefined ? undefined : Number(java), withAdministration: true }),
);

after(() => {
  const page = versionsPage(proofs, `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`);
  if (some === undefined && java === undefined) {
    writeFileSync(new URL('../../docs/kafka-versions.md', import.meta.url), page);
  } else process.stdout.write(page);
});
