import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientAccess, KafkaSpec } from '../../domain/instance/instance.ts';
import { listenerJaasSections } from './broker-listeners.ts';
import { renderBrokerProperties } from './broker-properties.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { brokerSize } from './broker-size.ts';
import { parseProperties, testInstance } from './testing/test-cluster.ts';
import { kafkaVersion } from './versions.ts';

function settings(access: ClientAccess, changes: Partial<KafkaSpec> = {}): BrokerSettings {
  const { spec } = testInstance(access, changes);
  return {
    version: kafkaVersion('2.3.0'),
    spec,
    size: brokerSize(spec.bandwidthMibps),
    storageBytes: 300 * 1024 ** 3,
    brokerId: 2,
    zone: 'b',
    address: '127.90.0.5',
    ipv6Ports: null,
    dataDirectory: 'data',
    publicAddress: null,
    metadata: {
      kind: 'zookeeper',
      servers: ['127.90.0.1:2181', '127.90.0.2:2181'],
      password: 'keeper',
    },
    internalPassword: 'inner',
    client: access.login?.tls === true ? { keystoreFile: 'keystore-1.p12', keystorePassword: 'store' } : null,
  };
}

const plaintext = { plaintext: true, login: null } as const;
const login = {
  plaintext: false,
  login: { tls: true, mechanisms: ['PLAIN', 'SCRAM-SHA-512'], userName: 'the-user' },
} as const;

test('a plaintext broker listens for clients on 9092, and for brokers on 9091 with a login', () => {
  const properties = parseProperties(renderBrokerProperties(settings(plaintext)));
  assert.equal(properties.get('listeners'), 'PLAIN://127.90.0.5:9092,INTERNAL://127.90.0.5:9091');
  assert.equal(properties.get('advertised.listeners'), properties.get('listeners'));
  assert.equal(properties.get('listener.security.protocol.map'), 'PLAIN:PLAINTEXT,INTERNAL:SASL_PLAINTEXT');
  assert.match(
    properties.get('listener.name.internal.plain.sasl.jaas.config') ?? '',
    /"username"="internal" "password"="inner" "user_internal"="inner";$/,
  );
  assert.equal(properties.get('broker.rack'), 'b');
  assert.equal(properties.get('zookeeper.connect'), '127.90.0.1:2181,127.90.0.2:2181');
  assert.deepEqual(
    [...properties.keys()].filter((key) => key.includes('ssl')),
    [],
  );
});

test('a broker with logins listens on 9093 only, with each mechanism and its keystore', () => {
  const properties = parseProperties(renderBrokerProperties(settings(login)));
  assert.equal(properties.get('listeners'), 'CLIENT://127.90.0.5:9093,INTERNAL://127.90.0.5:9091');
  assert.equal(properties.get('listener.security.protocol.map'), 'CLIENT:SASL_SSL,INTERNAL:SASL_PLAINTEXT');
  assert.equal(properties.get('listener.name.client.sasl.enabled.mechanisms'), 'PLAIN,SCRAM-SHA-512');
  assert.match(
    properties.get('listener.name.client.plain.sasl.jaas.config') ?? '',
    /plain\.PlainLoginModule required;$/,
  );
  assert.match(
    properties.get('listener.name.client.scram-sha-512.sasl.jaas.config') ?? '',
    /ScramLoginModule/,
  );
  assert.equal(
    properties.get('listener.name.client.plain.sasl.server.callback.handler.class'),
    'polybroker.users.PlainUsersCallbackHandler',
  );
  assert.equal(properties.get('listener.name.client.ssl.keystore.type'), 'PKCS12');
  assert.equal(properties.get('listener.name.client.ssl.keystore.location'), 'keystore-1.p12');
  assert.equal(properties.get('ssl.enabled.protocols'), 'TLSv1.2');
});

test('clients that come by IPv6 have listeners of their own, which tell them ports of ::1', () => {
  const both = { ...login, plaintext: true };
  const one = { ...settings(both), ipv6Ports: { plaintext: 20_100, sasl: 20_101 } };
  const properties = parseProperties(renderBrokerProperties(one));
  assert.deepEqual(properties.get('advertised.listeners')?.split(','), [
    'CLIENT://127.90.0.5:9093',
    'PLAIN://127.90.0.5:9092',
    'CLIENTIPV6://[::1]:20101',
    'PLAINIPV6://[::1]:20100',
    'INTERNAL://127.90.0.5:9091',
  ]);
  // All that is said of a listener is said of its twin.
  for (const name of ['client', 'plain']) {
    const said = (prefix: string) =>
      [...properties].flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
      );
    assert.ok(said(`listener.name.${name}.`).length > 0);
    assert.deepEqual(said(`listener.name.${name}ipv6.`), said(`listener.name.${name}.`));
  }
});

test('with a public address there is a twin of each listener for clients, which is said to be there', () => {
  const publicAccess = { bandwidthMbitps: 1, addresses: [] };
  const one = { ...settings({ ...login, plaintext: true }, { publicAccess }), publicAddress: '127.1.0.2' };
  const properties = parseProperties(renderBrokerProperties(one));
  const [own, open] = ['127.90.0.5', '127.1.0.2'];
  const within = `CLIENT://${own}:9093,PLAIN://${own}:9092`;
  assert.equal(
    properties.get('listeners'),
    `${within},PUBLICCLIENT://${own}:9095,PUBLICPLAIN://${own}:9094,INTERNAL://${own}:9091`,
  );
  assert.equal(
    properties.get('advertised.listeners'),
    `${within},PUBLICCLIENT://${open}:9095,PUBLICPLAIN://${open}:9094,INTERNAL://${own}:9091`,
  );
  const twins = [...properties].filter(([key]) => key.startsWith('listener.name.public'));
  for (const [key, value] of twins) {
    const ofTwin = properties.get(key.replace('name.public', 'name.'));
    assert.equal(value, key.endsWith('principal.builder.class') ? `${ofTwin}$OfPublic` : ofTwin, key);
  }
  const others = [...properties.keys()].filter((key) => /^listener\.name\.(client|plain)\./.test(key));
  assert.equal(twins.length, others.length);
});

test('two listeners with a login differ in TLS only, and say whose they are', () => {
  const both = { plaintext: false, login: { ...login.login, ways: ['sasl-tls', 'sasl-plaintext'] } } as const;
  const one = { ...settings(both), publicAddress: '127.1.0.2' };
  const { spec } = one;
  const publicAccess = { bandwidthMbitps: 1, addresses: [], ways: ['sasl-plaintext'] } as const;
  const properties = parseProperties(renderBrokerProperties({ ...one, spec: { ...spec, publicAccess } }));
  assert.equal(
    properties.get('advertised.listeners'),
    'CLIENT://127.90.0.5:9093,CLIENT2://127.90.0.5:9097,PUBLICCLIENT2://127.1.0.2:9098,INTERNAL://127.90.0.5:9091',
  );
  assert.equal(
    properties.get('listener.security.protocol.map'),
    'CLIENT:SASL_SSL,CLIENT2:SASL_PLAINTEXT,PUBLICCLIENT2:SASL_PLAINTEXT,INTERNAL:SASL_PLAINTEXT',
  );
  const builders = ['client', 'client2', 'publicclient2'].map((name) =>
    properties.get(`listener.name.${name}.principal.builder.class`),
  );
  const builder = 'polybroker.users.LoginPrincipals';
  assert.deepEqual(builders, [builder, `${builder}$Second`, `${builder}$SecondOfPublic`]);
  assert.deepEqual(
    [...properties.keys()].filter((key) => key.endsWith('keystore.location')),
    ['listener.name.client.ssl.keystore.location'],
  );
});

test('no client stands in the file, and without PLAIN none of it either', () => {
  assert.ok(!renderBrokerProperties(settings(login)).includes('the-user'));
  const text = renderBrokerProperties(
    settings({ ...login, login: { ...login.login, mechanisms: ['SCRAM-SHA-256'] } }),
  );
  assert.ok(!text.includes('client.plain'));
});

test('users of PLAIN come from a login module before Kafka 2.0, which all listeners of 0.10.2 share', () => {
  const module = 'polybroker.users.PlainUsersLoginModule required';
  const one = { ...settings(login), version: kafkaVersion('1.1.0') };
  const properties = parseProperties(renderBrokerProperties(one));
  assert.equal(properties.get('listener.name.client.plain.sasl.jaas.config'), `${module};`);
  assert.match(
    properties.get('listener.name.internal.plain.sasl.jaas.config') ?? '',
    /plain\.PlainLoginModule/,
  );
  assert.deepEqual(listenerJaasSections(one), {});

  const sections = listenerJaasSections({ ...one, version: kafkaVersion('0.10.2') });
  assert.deepEqual(Object.keys(sections), ['KafkaServer']);
  const [plain = '', scram] = sections['KafkaServer']?.split('\n  ') ?? [];
  assert.equal(plain, `${module} "username"="internal" "password"="inner" "user_internal"="inner";`);
  assert.match(scram ?? '', /ScramLoginModule required;$/);
});

test('replication follows the number of brokers, three at most', () => {
  for (const [brokerCount, replicas] of [
    [1, '1'],
    [2, '2'],
    [3, '3'],
    [9, '3'],
  ] as const) {
    const properties = parseProperties(renderBrokerProperties(settings(plaintext, { brokerCount })));
    for (const key of [
      'default.replication.factor',
      'offsets.topic.replication.factor',
      'transaction.state.log.replication.factor',
    ]) {
      assert.equal(properties.get(key), replicas, `${key} for ${brokerCount}`);
    }
    assert.equal(properties.get('controlled.shutdown.enable'), String(brokerCount > 1));
  }
});

test('topics are made by themselves where the owner wants it', () => {
  for (const autoCreateTopics of [true, false]) {
    const properties = parseProperties(renderBrokerProperties(settings(plaintext, { autoCreateTopics })));
    assert.equal(properties.get('auto.create.topics.enable'), String(autoCreateTopics));
  }
});

test('a broker on its way to its version still speaks as the one before', () => {
  const versionChange = { from: '0.10.2', stagesDone: 1 };
  const properties = parseProperties(renderBrokerProperties(settings(plaintext, { versionChange })));
  assert.equal(properties.get('inter.broker.protocol.version'), undefined);
  assert.equal(properties.get('log.message.format.version'), '0.10.2');
  const first = { ...versionChange, stagesDone: 0 };
  const before = parseProperties(renderBrokerProperties(settings(plaintext, { versionChange: first })));
  assert.equal(before.get('inter.broker.protocol.version'), '0.10.2');
});

test('logins without their secrets are a defect', () => {
  assert.throws(() => renderBrokerProperties({ ...settings(login), client: null }), /secrets/);
});

test('a listener with TLS and without a login shows the certificate and asks who may connect', () => {
  const access = { plaintext: true, tls: true, login: null } as const;
  const client = { keystoreFile: 'keystore-1.p12', keystorePassword: 'store' };
  const properties = parseProperties(renderBrokerProperties({ ...settings(access), client }));
  assert.equal(
    properties.get('listener.security.protocol.map'),
    'TLS:SSL,PLAIN:PLAINTEXT,INTERNAL:SASL_PLAINTEXT',
  );
  assert.equal(
    properties.get('listener.name.tls.principal.builder.class'),
    'polybroker.guard.PlainPrincipals$Tls',
  );
  assert.equal(properties.get('listener.name.tls.ssl.keystore.location'), 'keystore-1.p12');
});
