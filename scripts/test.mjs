/**
 * Runs tests on the pinned Node: `node scripts/test.mjs <area> [part of a file name]...` with an area of `areas` below,
 * or `all`: types, lint, format, then each area. Ends with the line `N passed, N failed`, and with 1 if any failed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

/** In the order of `all`: what is quick and fails most comes first. Areas with real brokers run one file at a time. */
const areas = {
  unit: { directories: ['src', 'test/structure'], startsBrokers: false },
  fuzz: { directories: ['test/fuzz'], startsBrokers: false },
  runtime: { directories: ['test/runtime'], startsBrokers: false },
  engine: { directories: ['test/engine'], startsBrokers: true },
  contract: { directories: ['test/contract'], startsBrokers: true },
  fault: { directories: ['test/fault'], startsBrokers: true },
};
const checks = {
  typecheck: ['tsc', '--noEmit'],
  lint: ['oxlint', '--type-aware'],
  format: ['oxfmt', '--check'],
};

const [chosen = '', ...filters] = process.argv.slice(2);
if (chosen !== 'all' && !Object.hasOwn(areas, chosen)) {
  console.error(`There is no test area "${chosen}"; there are: ${Object.keys(areas).join(', ')}, all.`);
  process.exit(1);
}

const total = { passed: 0, failed: 0 };
const failures = [];
if (chosen === 'all' && filters.length === 0) {
  for (const [name, [command, ...args]] of Object.entries(checks)) {
    console.log(`\n# ${name}`);
    count(
      name,
      (await run(join(bin, command), args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
    );
  }
}
for (const area of chosen === 'all' ? Object.keys(areas) : [chosen]) await runArea(area);
if (total.passed + total.failed === 0) {
  console.error(`No test file of ${chosen} matches ${filters.join(', ') || 'anything'}.`);
  process.exit(1);
}
console.log(
  `\n${total.passed} passed, ${total.failed} failed${failures.length > 0 ? ` (${failures.join(', ')})` : ''}`,
);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runArea(area) {
  const { directories, startsBrokers } = areas[area];
  const files = directories
    .flatMap(testFiles)
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
  if (files.length === 0) return;
  console.log(`\n# ${area}`);
  const directory = mkdtempSync(join(tmpdir(), 'polybroker-test-'));
  try {
    const tap = join(directory, 'tap');
    const code = await run(join(bin, 'node'), [
      '--test',
      // Files without brokers wait more than they work: Node's own choice, one file fewer than cores, takes three times as long.
      `--test-concurrency=${startsBrokers ? 1 : 2 * availableParallelism()}`,
      // The people read one report, this script counts in the other.
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${tap}`,
      ...files,
    ]);
    const text = readFileSync(tap, 'utf8');
    const sumOf = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    const failed = sumOf('fail') + sumOf('cancelled');
    // A runner that died, or failed for another reason than a test, must not look like a success.
    count(area, { passed: sumOf('pass'), failed: code === 0 ? failed : Math.max(failed, 1) });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function testFiles(directory) {
  let names;
  try {
    names = readdirSync(join(root, directory), { recursive: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  const tests = names.filter((name) => name.endsWith('.test.ts')).map((name) => join(directory, name));
  return tests.toSorted();
}

function count(name, { passed, failed }) {
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) failures.push(name);
}

/** Runs a command with our output, the pinned Node first on its PATH, and passes signals on to it. */
function run(command, args) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (signal) => {
    child.kill(signal);
    process.exitCode = 1;
    child.once('close', () => process.exit(1));
  };
  for (const signal of signals) process.once(signal, forward);
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new Error(`${command} cannot be started; run scripts/set-up.mjs.`, { cause: error })),
    );
    child.on('close', (code) => {
      for (const signal of signals) process.off(signal, forward);
      resolve(code ?? 1);
    });
  });
}
