import { loadEngineLock } from '../../src/engines/artifacts/engine-lock.ts';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { adminChecks } from '../engine/admin/admin-checks.ts';
import { capabilities } from './version-suite.ts';
import type { VersionProof } from './version-suite.ts';

/** docs/kafka-versions.md: what the last run of the matrix found. */
export function versionsPage(proofs: readonly VersionProof[], machine: string): string {
  const columns = [
    'asked for',
    'runs',
    'metadata',
    'Java',
    ...capabilities,
    'administration',
    'start',
    'back after kill -9',
    'stop',
  ];
  return `# Kafka versions

Written by \`npm run test:versions\`, which starts three brokers of each version with logins over TLS and works on them with
clients that are not ours. Times are of one run on ${machine}, the time of the start from nothing to the proof that
every broker serves its clients.

${row(columns)}
${row(columns.map(() => '---'))}
${proofs.map((proof) => row(cells(proof))).join('\n')}

The administration is proven by ${adminChecks.length} checks: ${adminChecks.map(({ name }) => name).join('; ')}.
${failures(proofs)}
A version is a lock file (\`node scripts/lock-engine.ts kafka 4.3.1\`) and a row in \`src/engines/kafka/versions.ts\`.
\`POLYBROKER_TEST_VERSIONS=2.3.0,4.3\` runs some versions only, \`POLYBROKER_TEST_JAVA=25\` all on another Java, to prove it before
it goes into \`javaMajors\` of the row; neither changes this page.
`;
}

function cells(proof: VersionProof): readonly string[] {
  const { lockName, metadata } = kafkaVersion(proof.asked);
  const proven = adminChecks.filter(({ name }) => proof.results.get(name) === 'proven');
  return [
    proof.asked,
    loadEngineLock(lockName).version,
    metadata.kind === 'zookeeper' ? 'ZooKeeper' : 'KRaft',
    proof.javaVersion ?? '–',
    ...capabilities.map((name) => (proof.results.get(name) === 'proven' ? 'yes' : '**no**')),
    `${proven.length} of ${adminChecks.length}`,
    seconds(proof.startMs),
    seconds(proof.backMs),
    seconds(proof.stopMs),
  ];
}

function failures(proofs: readonly VersionProof[]): string {
  const lines = proofs.flatMap(({ asked, results }) =>
    [...results].filter(([, result]) => result === 'failed').map(([name]) => `- ${asked}: ${name}`),
  );
  return lines.length === 0 ? '' : `\nFailed in this run:\n\n${lines.join('\n')}\n`;
}

function seconds(durationMs: number | null): string {
  return durationMs === null ? '–' : `${(durationMs / 1000).toFixed(1)} s`;
}

function row(all: readonly string[]): string {
  return `| ${all.join(' | ')} |`;
}
