import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import type { TestContext } from 'node:test';
import { EngineUnavailableError } from '../engine.ts';
import { JavaNotFoundError, createJavaFinder, findJava } from './find-java.ts';

/** A directory for homes of fake Javas: shell scripts that print what a real one prints. */
async function setUp(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'find-java-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  const addScript = async (home: string, body: string) => {
    const executable = join(home, 'bin', 'java');
    await mkdir(dirname(executable), { recursive: true });
    await writeFile(executable, `#!/bin/sh\necho run >>'${root}/runs'\n${body}\n`);
    await chmod(executable, 0o755);
    return executable;
  };
  return {
    root,
    runs: async () => (await readFile(join(root, 'runs'), 'utf8')).trim().split('\n').length,
    addScript,
    addJava: async (name: string, version: string, specification: string) => {
      const home = join(root, name);
      await addScript(
        home,
        // Only words of the shell itself: the fake runs with the PATH of the test.
        `echo >&2 '
Picked up JAVA_TOOL_OPTIONS: -Dany=thing
Property settings:
    java.home = ${home}
    java.specification.maintenance.version = 1
    java.specification.version = ${specification}
    java.version = ${version}
    java.vm.specification.version = ${specification}
openjdk version "${version}"'`,
      );
      return home;
    },
  };
}

test('answers the version, home and executable of a configured home before all others', async (t) => {
  const { addJava } = await setUp(t);
  const home = await addJava('configured', '17.0.15', '17');
  const other = await addJava('other', '17.0.1', '17');
  assert.deepEqual(
    await findJava(17, { javaHomes: [home], environment: { JAVA_HOME: other }, directories: [] }),
    {
      executable: join(home, 'bin', 'java'),
      version: '17.0.15',
      major: 17,
      home,
    },
  );
});

test('prefers JAVA_HOME to the PATH and the PATH to the usual directories, and passes over other versions', async (t) => {
  const { root, addJava } = await setUp(t);
  const eight = await addJava('jvm/eight', '1.8.0_392', '1.8');
  const seventeen = await addJava('jvm/seventeen', '17.0.2', '17');
  const newer = await addJava('jvm/twenty-five', '25', '25');
  const options = {
    environment: { JAVA_HOME: newer, PATH: `:/nonexistent:${join(eight, 'bin')}` },
    directories: ['/nonexistent', join(root, 'jvm')],
  };
  assert.equal((await findJava(25, options)).home, newer);
  assert.equal((await findJava(8, options)).home, eight);
  assert.equal((await findJava(17, options)).home, seventeen);
});

test('finds the homes of macOS, which lie deeper', async (t) => {
  const { root, addJava } = await setUp(t);
  const home = await addJava('machines/temurin-17.jdk/Contents/Home', '17.0.2', '17');
  assert.equal((await findJava(17, { environment: {}, directories: [join(root, 'machines')] })).home, home);
});

test('a shim on the PATH is replaced by the executable in the home that it names', async (t) => {
  const { root, addJava, addScript } = await setUp(t);
  const home = await addJava('real', '17.0.2', '17');
  await addScript(join(root, 'shims'), `exec '${join(home, 'bin', 'java')}' "$@"`);
  const found = await findJava(17, { environment: { PATH: join(root, 'shims', 'bin') }, directories: [] });
  assert.equal(found.executable, join(home, 'bin', 'java'));
});

test('runs a Java once though several ways lead to it', async (t) => {
  const { root, addJava, runs } = await setUp(t);
  const home = await addJava('jvm/eleven', '11.0.2', '11');
  await symlink(home, join(root, 'jvm', 'default'));
  const options = {
    environment: { JAVA_HOME: home, PATH: join(home, 'bin') },
    directories: [join(root, 'jvm')],
  };
  await assert.rejects(findJava(17, options));
  assert.equal(await runs(), 1);
});

test('where none fits, the error says what was found where and what to do', async (t) => {
  const { root, addJava, addScript } = await setUp(t);
  const newer = await addJava('jvm/newer', '25.0.1', '25');
  const broken = await addScript(
    join(root, 'jvm/broken'),
    'echo "Unable to locate a Java Runtime." >&2; exit 1',
  );
  const mute = await addScript(join(root, 'jvm/mute'), 'true');
  const options = {
    environment: { JAVA_HOME: newer, PATH: '/nonexistent' },
    directories: [join(root, 'jvm')],
  };
  await assert.rejects(findJava(17, options), (error) => {
    assert.ok(error instanceof JavaNotFoundError && error instanceof EngineUnavailableError);
    assert.equal(
      error.message,
      `No Java 17 found. Looked in JAVA_HOME (${newer}), PATH, ${root}/jvm; found ${newer}/bin/java is Java 25.0.1, ` +
        `${broken} does not run (Unable to locate a Java Runtime.), ` +
        `${mute} does not run (it does not name its java.home and version). ` +
        'Install a Java 17 runtime (on Debian and Ubuntu the package openjdk-17-jre-headless), ' +
        'or set JAVA_HOME to the home of one.',
    );
    return true;
  });
});

test('where there is no Java at all, the error says so', async () => {
  await assert.rejects(
    findJava(17, { environment: {}, directories: ['/nonexistent'] }),
    /No Java 17 found\. Looked in JAVA_HOME \(not set\), PATH, \/nonexistent; found no Java at all\./,
  );
});

test('a finder remembers a Java that it found, and looks again for one that it did not', async (t) => {
  const { root, addJava, runs } = await setUp(t);
  const find = createJavaFinder({ environment: {}, directories: [root] });
  await assert.rejects(find(17), JavaNotFoundError);
  await addJava('seventeen', '17.0.2', '17');
  assert.equal((await find(17)).version, '17.0.2');
  assert.equal((await find(17)).version, '17.0.2');
  assert.equal(await runs(), 1);
});
