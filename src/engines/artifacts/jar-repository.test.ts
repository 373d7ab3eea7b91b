import assert from 'node:assert/strict';
import test from 'node:test';
import { createJarRepository } from './jar-repository.ts';

const jar = { coordinates: 'org.example.deep:part-a_2.12:1.4.0-1', size: 1, sha256: '0'.repeat(64) };
const path = 'org/example/deep/part-a_2.12/1.4.0-1/part-a_2.12-1.4.0-1.jar';

test('a mirror may be named with or without a slash at its end', async () => {
  assert.equal(
    await createJarRepository('http://mirror.test/maven').addressOf(jar),
    `http://mirror.test/maven/${path}`,
  );
  assert.equal(
    await createJarRepository('http://mirror.test/maven/').addressOf(jar),
    `http://mirror.test/maven/${path}`,
  );
});

test('credentials of a mirror go into a header and out of the address', async () => {
  const repository = createJarRepository('https://us%40er:pa%3Ass@mirror.test');
  assert.equal(await repository.addressOf(jar), `https://mirror.test/${path}`);
  assert.deepEqual(repository.headers, { authorization: `Basic ${btoa('us@er:pa:ss')}` });
});

test('without a mirror the public repository is used, over https and without credentials', async () => {
  const repository = createJarRepository();
  assert.ok(URL.canParse(await repository.addressOf(jar)));
  assert.match(await repository.addressOf(jar), /^https:/);
  assert.deepEqual(repository.headers, {});
});

test('what is not an http address is refused', () => {
  assert.throws(() => createJarRepository('mirror.test/maven'), /not an http or https address: mirror\.test/);
  assert.throws(() => createJarRepository('ftp://mirror.test/'), /not an http or https address/);
});
