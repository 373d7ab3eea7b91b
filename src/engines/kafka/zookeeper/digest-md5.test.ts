import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { answerChallenge, serverIsProven } from './digest-md5.ts';

const login = { username: 'kafka', password: 'secret', clientNonce: 'client-nonce' };
const challenge = 'realm="zk-sasl-md5",nonce="server-nonce",charset=utf-8,algorithm=md5-sess';

function md5(bytes: Buffer | string): Buffer {
  return createHash('md5').update(bytes).digest();
}

function hex(bytes: Buffer | string): string {
  return md5(bytes).toString('hex');
}

/** RFC 2831 in the words of its section 2.1.2.1, apart from the code under test. */
function expected(word: string): string {
  const a1 = Buffer.concat([md5('kafka:zk-sasl-md5:secret'), Buffer.from(':server-nonce:client-nonce')]);
  const a2 = `${word}:zookeeper/zk-sasl-md5`;
  return hex(`${hex(a1)}:server-nonce:00000001:client-nonce:auth:${hex(a2)}`);
}

test('answers a challenge as RFC 2831 says', () => {
  assert.equal(
    answerChallenge(challenge, login),
    'charset=utf-8,username="kafka",realm="zk-sasl-md5",nonce="server-nonce",nc=00000001,cnonce="client-nonce",' +
      `digest-uri="zookeeper/zk-sasl-md5",maxbuf=65536,response=${expected('AUTHENTICATE')},qop=auth`,
  );
});

test('believes a server only that knows the password', () => {
  assert.equal(serverIsProven(challenge, `rspauth=${expected('')}`, login), true);
  assert.equal(serverIsProven(challenge, `rspauth=${expected('AUTHENTICATE')}`, login), false);
  assert.equal(serverIsProven(challenge, '', login), false);
});

test('refuses challenges of another kind', () => {
  for (const other of ['', 'nonce="n",algorithm=md5', 'nonce="n",algorithm=md5-sess,qop="auth-conf"']) {
    assert.throws(() => answerChallenge(other, login), /DIGEST-MD5/);
  }
});
