import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProperties } from '../testing/test-cluster.ts';
import { renderZooKeeperConfig, renderZooKeeperJaas } from './zookeeper-config.ts';

const nodes = [1, 2, 3].map((number) => ({ number, address: `127.90.0.${number}` }));
const [first] = nodes as [(typeof nodes)[number]];

test('a node of an ensemble asks clients and peers for a login and listens on its own address', () => {
  const properties = parseProperties(renderZooKeeperConfig(first, nodes));
  assert.equal(properties.get('clientPortAddress'), '127.90.0.1');
  assert.equal(properties.get('sessionRequireClientSASLAuth'), 'true');
  assert.equal(properties.get('quorum.auth.learnerRequireSasl'), 'true');
  assert.equal(properties.get('quorum.auth.serverRequireSasl'), 'true');
  assert.equal(properties.get('server.3'), '127.90.0.3:2888:3888');
});

test('a node on its own has no peers', () => {
  const text = renderZooKeeperConfig(first, [first]);
  assert.ok(!/^(server|quorum)\./m.test(text));
  assert.equal(parseProperties(text).get('sessionRequireClientSASLAuth'), 'true');
});

test('nothing is open beyond the protocol and one word', () => {
  const properties = parseProperties(renderZooKeeperConfig(first, nodes));
  assert.equal(properties.get('admin.enableServer'), 'false');
  assert.equal(properties.get('4lw.commands.whitelist'), 'srvr');
});

test('the passwords of clients and peers stand in different sections', () => {
  const file = renderZooKeeperJaas('for-clients', 'for-peers');
  assert.match(file, /Server \{[^}]*"user_kafka"="for-clients";/);
  assert.match(file, /QuorumServer \{[^}]*"user_quorum"="for-peers";/);
  assert.match(file, /QuorumLearner \{[^}]*"username"="quorum" "password"="for-peers";/);
});
