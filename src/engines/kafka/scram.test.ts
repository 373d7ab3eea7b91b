import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import {
  formatScramCredential,
  parseScramCredential,
  scramCredential,
  scramCredentialFits,
} from './scram.ts';

// From the exchange of RFC 7677, section 3: user `user`, password `pencil`. The RFC shows the client's proof and the
// server's signature only; these keys are those that reproduce both.
const rfcSalt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');

test('the credential of RFC 7677 reproduces the signature of its server', async () => {
  const credential = await scramCredential('SCRAM-SHA-256', 'pencil', rfcSalt, 4096);
  const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
  const exchange = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=${nonce}`;
  const signature = createHmac('sha256', credential.serverKey).update(exchange).digest('base64');
  assert.equal(signature, '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
});

test('a credential is written as Kafka writes it and read back', async () => {
  const credential = await scramCredential('SCRAM-SHA-512', 'p\u00e4ss', Buffer.from('salt'), 4096);
  const text = formatScramCredential(credential);
  assert.match(text, /^salt=c2FsdA==,stored_key=[\w+/]{86}==,server_key=[\w+/]{86}==,iterations=4096$/);
  assert.deepEqual(parseScramCredential(text), credential);
});

test('what is no credential is read as null', () => {
  for (const text of ['', 'salt=eA==', 'salt=eA==,stored_key=eA==,server_key=eA==,iterations=many']) {
    assert.equal(parseScramCredential(text), null);
  }
});

test('a credential fits its own password and mechanism only', async () => {
  const credential = await scramCredential('SCRAM-SHA-256', 'right', rfcSalt, 4096);
  assert.equal(await scramCredentialFits('SCRAM-SHA-256', credential, 'right'), true);
  assert.equal(await scramCredentialFits('SCRAM-SHA-256', credential, 'wrong'), false);
  assert.equal(await scramCredentialFits('SCRAM-SHA-512', credential, 'right'), false);
});
