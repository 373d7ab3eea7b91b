import { after } from 'node:test';
import { kafkaVersionsAskedFor } from '../../src/engines/kafka/versions.ts';
import { versionSuite } from './version-suite.ts';

// `POLYBROKER_TEST_VERSIONS=2.3.0,4.3` runs some of them, `POLYBROKER_TEST_JAVA=25` all of them on another Java.
const chosen = process.env['POLYBROKER_TEST_VERSIONS']?.split(',') ?? kafkaVersionsAskedFor;
const java = process.env['POLYBROKER_TEST_JAVA'];
const proofs = chosen.map((asked) => versionSuite(asked, java === undefined ? undefined : Number(java)));

after(() => {
  console.log(JSON.stringify(proofs.map((proof) => ({ ...proof, proven: [...proof.proven] }))));
});
