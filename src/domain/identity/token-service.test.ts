import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { openTestStore } from '../../../test/support/open-test-store.ts';
import { createSeal, deriveSealingKey } from '../../store/sealing.ts';
import { DomainError, type DomainErrorKind } from '../errors.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { createTokenService, type Login, type TokenScope } from './token-service.ts';

const dayMs = 24 * 60 * 60 * 1000;
const hash = await hashPassword('correct horse');
const ann = { id: 'u-ann', accountId: 'acme', name: 'ann', passwordHash: hash, tokenGeneration: 1 };

async function setUp(t: TestContext) {
  const { identity } = (await openTestStore(t)).store;
  for (const id of ['acme', 'other']) await identity.saveAccount({ id, name: `${id}-name` });
  await identity.saveProject({ id: 'p1', accountId: 'acme', name: 'region' });
  await identity.saveProject({ id: 'p2', accountId: 'acme', name: 'team-b' });
  await identity.saveProject({ id: 'p3', accountId: 'other', name: 'region' });
  await identity.saveUser(ann);
  await identity.saveUser({ ...ann, id: 'u-other', accountId: 'other' });
  const clock = { nowMs: 1_000_000 };
  const key = randomBytes(32);
  const open = (seen = identity) =>
    createTokenService({
      identity: seen,
      seal: createSeal(deriveSealingKey(key, 'tokens')),
      nowMs: () => clock.nowMs,
    });
  return { identity, clock, key, open, tokens: open() };
}

const login: Login = { user: { name: 'ann' }, account: { name: 'acme-name' }, password: 'correct horse' };
const scopeOf = (id: string): TokenScope => ({ project: { id }, account: null });
const wholeAccount: TokenScope = { project: null, account: null };
const kind = (wanted: DomainErrorKind) => (error: unknown) =>
  error instanceof DomainError && error.kind === wanted;

test('a login is for a project by id or name, or for the account', async (t) => {
  const { tokens } = await setUp(t);
  const byId = await tokens.logIn(login, scopeOf('p2'));
  const byName = await tokens.logIn(
    { ...login, user: { id: 'u-ann' }, account: null },
    { project: { name: 'team-b' }, account: { id: 'acme' } },
  );
  for (const { token, caller } of [byId, byName]) {
    assert.deepEqual(await tokens.callerOf(token), caller);
    assert.deepEqual(caller, {
      accountId: 'acme',
      accountName: 'acme-name',
      projectId: 'p2',
      projectName: 'team-b',
      userId: 'u-ann',
      userName: 'ann',
    });
  }
  const { token } = await tokens.logIn(login, wholeAccount);
  assert.equal((await tokens.callerOf(token))?.projectId, '');
});

test('who may not log in, and for what nobody may', async (t) => {
  const { tokens } = await setUp(t);
  const wrong: [Login, TokenScope, DomainErrorKind][] = [
    [{ ...login, password: 'correct horsf' }, scopeOf('p1'), 'login-refused'],
    [{ ...login, user: { name: 'bob' } }, scopeOf('p1'), 'login-refused'],
    [{ ...login, user: { id: 'u-bob' } }, scopeOf('p1'), 'login-refused'],
    [{ ...login, account: { name: 'nobody' } }, scopeOf('p1'), 'login-refused'],
    [{ ...login, account: null }, scopeOf('p1'), 'login-refused'],
    [login, scopeOf('p3'), 'project-not-found'],
    [login, { project: { name: 'region' }, account: { name: 'other-name' } }, 'account-not-found'],
    [login, { project: null, account: { id: 'other' } }, 'account-not-found'],
  ];
  for (const [who, scope, expected] of wrong) await assert.rejects(tokens.logIn(who, scope), kind(expected));
});

test('a token outlives a restart, and ends after a day', async (t) => {
  const { tokens, open, clock } = await setUp(t);
  const { token, expiresAtMs } = await tokens.logIn(login, scopeOf('p1'));
  assert.equal(expiresAtMs, clock.nowMs + dayMs);
  clock.nowMs += dayMs - 1;
  assert.notEqual(await open().callerOf(token), null);
  clock.nowMs += 1;
  assert.equal(await open().callerOf(token), null);
  await assert.rejects(open().rescope(token, scopeOf('p2')), kind('token-invalid'));
});

test('a token for another scope ends when the first one does', async (t) => {
  const { tokens, clock } = await setUp(t);
  const first = await tokens.logIn(login, wholeAccount);
  clock.nowMs += 1000;
  const second = await tokens.rescope(first.token, scopeOf('p2'));
  assert.equal(second.expiresAtMs, first.expiresAtMs);
  assert.equal((await tokens.callerOf(second.token))?.projectId, 'p2');
  await assert.rejects(tokens.rescope(first.token, scopeOf('p3')), kind('project-not-found'));
});

test('a new password ends the tokens of the old one', async (t) => {
  const { tokens, identity } = await setUp(t);
  const { token } = await tokens.logIn(login, scopeOf('p1'));
  await identity.saveUser({ ...ann, tokenGeneration: 2 });
  assert.equal(await tokens.callerOf(token), null);
});

test('a token whose user or project is gone, or went to another account, is void', async (t) => {
  const { tokens, identity, open } = await setUp(t);
  const { token } = await tokens.logIn(login, scopeOf('p1'));
  const changes: Partial<typeof identity>[] = [
    { findUser: async () => null },
    { findProject: async () => null },
    { findProject: async (id) => ({ id, accountId: 'other', name: 'region' }) },
  ];
  for (const change of changes) {
    assert.equal(await open({ ...identity, ...change }).callerOf(token), null);
  }
  assert.notEqual(await open().callerOf(token), null);
});

test('nothing but an unaltered token of this server is accepted', async (t) => {
  const { tokens } = await setUp(t);
  const { tokens: elsewhere } = await setUp(t);
  const { token } = await tokens.logIn(login, scopeOf('p1'));
  assert.equal(await elsewhere.callerOf(token), null);
  const bytes = Buffer.from(token, 'base64url');
  for (let index = 0; index < bytes.length; index += 1) {
    const altered = Buffer.from(bytes);
    altered[index] = (altered[index] ?? 0) ^ 1;
    assert.equal(await tokens.callerOf(altered.toString('base64url')), null);
  }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      assert.equal(await tokens.callerOf(text), null);
    }),
  );
});

test('a hash tells its password from others, and says nothing twice', async () => {
  assert.ok(await verifyPassword('correct horse', hash));
  assert.ok(!(await verifyPassword('correct horse ', hash)));
  assert.notEqual(await hashPassword('correct horse'), hash);
  await assert.rejects(verifyPassword('x', 'md5$x'), /unknown form/);
});
