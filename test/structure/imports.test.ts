import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'src');

/**
 * Who may import whom, by the first folder below src/. The way of a request reads from left to right:
 * server → clouds → domain ← reconcile → engines → runtimes. The store implements what the others ask of it, the relay is a
 * program of its own, and everyone may use system/.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  system: [],
  domain: [],
  clouds: ['domain'],
  runtimes: [],
  relay: [],
  engines: ['domain', 'relay', 'runtimes'],
  reconcile: ['domain', 'engines', 'runtimes'],
  store: ['domain', 'reconcile', 'runtimes'],
  server: ['clouds'],
  config: [],
  cli: ['config', 'domain', 'engines', 'runtimes'],
};

/** Packages that only some folders may know: SQL stays in the store, HTTP in the server, Kafka's protocol in its engine. */
const packageHomes: Readonly<Record<string, readonly string[]>> = {
  kysely: ['store'],
  'node:sqlite': ['store'],
  'node:http': ['server'],
  '@platformatic/kafka': ['engines'],
  'node:child_process': ['engines', 'runtimes'],
};

interface Import {
  readonly from: string;
  readonly specifier: string;
}

function imports(): readonly Import[] {
  return globSync('**/*.ts', { cwd: source })
    .filter((file) => !/\.test\.ts$|(^|\/)testing\//.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), 'utf8');
      const found = text.matchAll(/^(?:import|export)\b[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm);
      return [...found].map((match) => ({ from: file, specifier: match[1] ?? match[2] ?? '' }));
    });
}

const folderOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : 'main');

/** The cloud or engine that a file belongs to. */
const sibling = (path: string) =>
  /^(clouds|engines)\/(huawei|tencent|alibaba|kafka|rocketmq)\//.exec(path)?.[0];

test('no folder imports another than it may', () => {
  const all = imports();
  assert.ok(all.length > 100, 'the imports are found');
  const wrong = all.flatMap(({ from, specifier }) => {
    if (!specifier.startsWith('.')) return [];
    const target = relative(source, resolve(source, dirname(from), specifier));
    const [here, there] = [folderOf(from), folderOf(target)];
    if (here === there || here === 'main' || there === 'system' || target.startsWith('..')) return [];
    return allowed[here]?.includes(there) === true ? [] : [`${from} → ${target}`];
  });
  assert.deepEqual(wrong, []);
});

test('no cloud imports another, and no engine another', () => {
  const wrong = imports().flatMap(({ from, specifier }) => {
    if (!specifier.startsWith('.')) return [];
    const target = relative(source, resolve(source, dirname(from), specifier));
    const [here, there] = [sibling(from), sibling(target)];
    return here !== undefined && there !== undefined && here !== there ? [`${from} → ${target}`] : [];
  });
  assert.deepEqual(wrong, []);
});

test('SQL, HTTP, Kafka’s protocol and processes each have their folder', () => {
  const wrong = imports().flatMap(({ from, specifier }) => {
    const homes = packageHomes[specifier];
    const here = folderOf(from);
    return homes === undefined || here === 'main' || homes.includes(here) ? [] : [`${from} → ${specifier}`];
  });
  assert.deepEqual(wrong, []);
});

test('the environment is read in main.ts only', () => {
  const readers = globSync('**/*.ts', { cwd: source }).filter(
    (file) =>
      !/\.test\.ts$|(^|\/)testing\//.test(file) &&
      /process\.env\b|process\.exit\b/.test(readFileSync(join(source, file), 'utf8')),
  );
  assert.deepEqual(readers, ['main.ts']);
});
