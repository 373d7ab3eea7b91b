import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { after } from 'node:test';
import { linesAskedFor } from './lines-asked-for.ts';
import { versionSuite } from './version-suite.ts';
import { versionsPage } from './versions-page.ts';

const some = process.env['POLYBROKER_TEST_VERSIONS']?.split(',');
const java = process.env['POLYBROKER_TEST_JAVA'];
const proofs = (some ?? linesAskedFor).map((asked) =>
  versionSuite(asked, { javaMajor: java === undefined ? undefined : Number(java), withRestarts: true }),
);

after(() => {
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
  const file = new URL('../../docs/kafka-versions.md', import.meta.url);
  if (java === undefined) {
    writeFileSync(file, versionsPage(proofs, machine, some === undefined ? '' : readFileSync(file, 'utf8')));
  } else process.stdout.write(versionsPage(proofs, machine));
});
