import { loadEngineLock } from '../../src/engines/artifacts/engine-lock.ts';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { adminChecks } from '../engine/admin/admin-checks.ts';
import { linesAskedFor } from './lines-asked-for.ts';
import { capabilities } from './version-suite.ts';
import type { VersionProof } from './version-suite.ts';

/**
 * docs/kafka-versions.md: what the last run of each version found. What `earlier`, the page as it was, says of versions that
 * were not run now stays, unless it has other columns: those that were never run with them have a row of dashes.
 */
export function versionsPage(proofs: readonly VersionProof[], machine: string, earlier = ''): string {
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
    'clean',
  ];
  const lines = earlier.includes(row(columns)) ? earlier.split('\n') : [];
  const all = linesAskedFor.flatMap((asked) => {
    const proof = proofs.find((one) => one.asked === asked);
    if (proof !== undefined) return [row(cells(proof)), ...failures(proof)];
    const known = lines.filter((line) => line.startsWith(`| ${asked} |`) || line.startsWith(`- ${asked}: `));
    return known.length > 0 ? known : [row([asked, ...columns.slice(1).map(() => '–')])];
  });
  const failed = all.filter((line) => line.startsWith('- '));
  return `# Kafka versions

Written by \`npm run test:versions\`, which starts three brokers of each version with logins over TLS and works on them with
clients that are not ours. Times are of one run of each on ${machine}, the time of the start from nothing to the proof that
every broker serves its clients.

${row(columns)}
${row(columns.map(() => '---'))}
${all.filter((line) => line.startsWith('| ')).join('\n')}

${changes}

The administration is proven by ${adminChecks.length} checks: ${adminChecks.map(({ name }) => name).join('; ')}.
${failed.length === 0 ? '' : `\nFailed in the last run:\n\n${failed.join('\n')}\n`}
A version is a lock file (\`node scripts/lock-engine.ts kafka 4.3.1\`) and a row in \`src/engines/kafka/versions.ts\`.
\`POLYBROKER_TEST_VERSIONS=2.3.0,4.3\` runs some versions only and changes only their rows of this page. \`POLYBROKER_TEST_JAVA=25\` runs
them on another Java, to prove it before it goes into \`javaMajors\` of the row, and leaves the page alone.
`;
}

const changes = `A client that is not ours, or our own probe on a connection of its own, sees each change on every broker. *No way in without a
login*: at every port on which a member listens each protocol is tried that could answer there. *Users change*: one is added, gets another
password and is removed, by each mechanism, without a restart; connections of others stay, and the user's own end, but for 0.10.2, which
leaves them open. *Certificates change*: brokers show new ones without a restart and without losing a connection, 0.10.2 after a
rolling restart. *Rolling restart*: a listener without a login is switched on, one broker after the other, while a producer
sends with acks=all; it sees only errors after which it may try again and loses nothing. *Listener switched*: the
listener serves; it is switched off again, and refuses. *Stop and start*: all members stop, those that need others first, and
start again; what was acknowledged is there. *Clean* are brokers that ended by themselves and marked their logs as complete.`;

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
    proof.cleanlyStopped === null ? '–' : `${proof.cleanlyStopped} of 3`,
  ];
}

function failures({ asked, results }: VersionProof): readonly string[] {
  return [...results].filter(([, result]) => result === 'failed').map(([name]) => `- ${asked}: ${name}`);
}

function seconds(durationMs: number | null): string {
  return durationMs === null ? '–' : `${(durationMs / 1000).toFixed(1)} s`;
}

function row(all: readonly string[]): string {
  return `| ${all.join(' | ')} |`;
}
