import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { type Config, readConfig } from '../config/config.ts';
import { settleCredentials } from './credentials.ts';
import { environmentLine } from './environment-line.ts';

function configOf(environment: Record<string, string> = {}): Config {
  const request = readConfig([], { HOME: '/home/someone', ...environment });
  assert.equal(request.kind, 'run');
  return request.config;
}

function inTemporaryDirectory(run: (directory: string) => void): void {
  const directory = mkdtempSync(join(tmpdir(), 'polybroker-credentials-'));
  try {
    run(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test('what is made at the first start stays, for its owner only; what is preset wins', () => {
  inTemporaryDirectory((directory) => {
    const first = settleCredentials(configOf(), directory, () => false);
    first.save();
    assert.equal(statSync(first.credentials.file).mode & 0o777, 0o600);
    const second = settleCredentials(configOf(), directory, () => false);
    assert.deepEqual(second.credentials, first.credentials);
    const presets = { POLYBROKER_USER: 'root', POLYBROKER_PASSWORD: 'a b', POLYBROKER_DOMAIN: 'acme' };
    const third = settleCredentials(configOf(presets), directory, () => false);
    assert.deepEqual(third.credentials, {
      ...first.credentials,
      user: 'root',
      password: 'a b',
      domain: 'acme',
    });
    third.save();
    const kept = parseEnv(readFileSync(first.credentials.file, 'utf8'));
    assert.equal(kept['POLYBROKER_PASSWORD'], 'a b');
    assert.equal(kept['POLYBROKER_DOMAIN'], 'acme');
  });
});

test('a key of the file that was revoked is replaced, and nothing else', () => {
  inTemporaryDirectory((directory) => {
    const first = settleCredentials(configOf(), directory, () => false);
    first.save();
    const { accessKey, secretKey, ...others } = first.credentials;
    const { credentials } = settleCredentials(configOf(), directory, (key) => key === accessKey);
    assert.notEqual(credentials.accessKey, accessKey);
    assert.notEqual(credentials.secretKey, secretKey);
    assert.deepEqual(credentials, {
      ...others,
      accessKey: credentials.accessKey,
      secretKey: credentials.secretKey,
    });
  });
});

test('a value is read back as it was written, or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), (value) => {
      let line;
      try {
        line = environmentLine('NAME', value);
      } catch (error) {
        assert.match((error as Error).message, /NAME cannot be written/);
        assert.match(value, /'/);
        return;
      }
      assert.equal(parseEnv(`A=1\n${line}\nB=2\n`)['NAME'], value);
    }),
    { numRuns: 2000 },
  );
  assert.throws(() => environmentLine('NAME', `'"`), /Choose another value/);
});
