import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { after } from 'node:test';
import { kafkaVersion, kafkaVersionsAskedFor } from '../../src/engines/kafka/versions.ts';
import { versionSuite } from './version-suite.ts';
import { versionsPage } from './versions-page.ts';

const some = process.env['POLYBROKER_TEST_VERSIONS']?.split(',');
const java = process.env['POLYBROKER_TEST_JAVA'];
// A line that is asked for by several names runs once.
const lines = new Map(
  kafkaVersionsAskedFor.toReversed().map((asked) => [kafkaVersion(asked).lockName, asked]),
);
const proofs = (some ?? [...lines.values()].toReversed()).map((asked) =>
  versionSuite(asked, { javaMajor: java === undefined ? undefined : Number(java), withRestarts: true }),
);

after(() => {
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
  const file = new URL('../../docs/kafka-versions.md', import.meta.url);
  if (java === undefined) {
    writeFileSync(file, versionsPage(proofs, machine, some === undefined ? '' : readFileSync(file, 'utf8')));
  } else process.stdout.write(versionsPage(proofs, machine));
});
