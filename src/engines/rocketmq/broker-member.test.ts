import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RocketmqSpec } from '../../domain/instance/instance.ts';
import { createClassArchives } from '../java/class-archives.ts';
import { brokerMember } from './broker-member.ts';
import { clusterLayout, replicasOf } from './cluster-layout.ts';
import { createClusterSecrets, secretNames } from './cluster-secrets.ts';
import { limitsFile } from './limits-file.ts';
import { testInstance } from './testing/test-instance.ts';
import { rocketmqVersion } from './versions.ts';

const installation = {
  java: { home: '/java', executable: '/java/bin/java', version: '17.0.1', major: 17 },
  classpath: ['/jars/own.jar', '/jars/broker.jar'],
  classArchives: createClassArchives('/nowhere'),
};

async function memberOf(asked: string, changes: Partial<RocketmqSpec>) {
  const instance = testInstance(asked, changes);
  const { members } = clusterLayout(instance);
  const addresses = new Map(members.map((member, index) => [member, `127.90.0.${index + 1}`]));
  const secrets = await createClusterSecrets(instance, addresses, Date.UTC(2030, 0, 1));
  const [replica] = replicasOf(instance.spec);
  assert.ok(replica !== undefined);
  const version = rocketmqVersion(asked);
  const member = brokerMember(
    instance,
    { version, spec: instance.spec, replica, addresses, secrets },
    limitsFile(undefined),
    installation,
  );
  const fileOf = (path: string) => String(member.files.find((file) => file.path === path)?.content ?? '');
  return { member, secrets, fileOf };
}

test('a broker of 4.8.0 with ACLs gets its users’ file once, and no secret on its command line', async () => {
  const { member, secrets, fileOf } = await memberOf('4.8.0', { acl: true });
  const secret = secrets.get(secretNames.internalSecret) ?? '';
  assert.equal(member.files.find(({ path }) => path === 'conf/plain_acl.yml')?.once, true);
  assert.match(fileOf('conf/plain_acl.yml'), /admin: true/);
  assert.match(fileOf('broker.properties'), /^aclEnable=true$/m);
  assert.match(
    fileOf('broker.properties'),
    /^dLegerPeers=n0-127\.90\.0\.3:10110;n1-127\.90\.0\.4:10110;n2-/m,
  );
  assert.ok(![member.arguments.join(' '), fileOf('java.args')].some((text) => text.includes(secret)));
  assert.match(fileOf('java.args'), /^-Dtls\.server\.mode=disabled$/m);
  assert.match(fileOf('java.args'), /^-Dpolybroker\.address=127\.90\.0\.3$/m);
});

test('a broker of 5.x asks its controllers, and serves gRPC in its own JVM where that was ordered', async () => {
  const { member, fileOf } = await memberOf('5.5.0', { grpcProxy: true, tlsMode: 'permissive' });
  assert.match(
    fileOf('broker.properties'),
    /^controllerAddr=127\.90\.0\.1:8110;127\.90\.0\.2:8110;127\.90\.0\.3:8110$/m,
  );
  assert.ok(member.arguments.includes('polybroker.rocketmq.BrokerWithProxy5'));
  assert.equal(JSON.parse(fileOf('proxy.json')).tlsCertPath, 'tls/certificate.pem');
  assert.match(fileOf('java.args'), /^-Dtls\.server\.mode=permissive$/m);
  assert.match(fileOf('tls/private-key.pem'), /BEGIN PRIVATE KEY/);
});

test('a single replica needs nobody else', async () => {
  for (const version of ['4.8.0', '5.5.0']) {
    const { fileOf } = await memberOf(version, { replicasPerBroker: 1 });
    assert.match(fileOf('broker.properties'), /^brokerRole=ASYNC_MASTER$/m);
    assert.doesNotMatch(fileOf('broker.properties'), /dLeger|controllerAddr/);
  }
});

test('what needs a restart stands in what a member was started with', async () => {
  const { member } = await memberOf('5.5.0', { tlsMode: 'tls', acl: true });
  const { certificate, ...settings } = member.startSettings ?? {};
  assert.match(certificate ?? '', /^[0-9a-f]{16}$/);
  assert.deepEqual(settings, { tlsMode: 'tls', acl: 'true', grpcProxy: 'false', heapMib: '256' });
});
