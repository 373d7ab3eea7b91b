import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { parseEnv } from 'node:util';
import sdk from '@huaweicloud/huaweicloud-sdk-core';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import vpcSdk from '@huaweicloud/huaweicloud-sdk-vpc';
import { createIdentityService } from '../../../src/domain/identity/identity-service.ts';
import { createSeal } from '../../../src/store/sealing.ts';
import { openStore } from '../../../src/store/store.ts';
import { type HuaweiRefusal, huaweiClients, wire } from '../../support/huawei.ts';
import { polybrokerCommand } from '../../support/polybroker-command.ts';
import { startServer, type TestServer } from '../../support/server.ts';

interface Failure {
  readonly code: number;
  readonly stderr: string;
}

const vpcsOf = async (key: Parameters<typeof huaweiClients>[0]) =>
  wire<{ vpcs: { id: string }[] }>(
    await huaweiClients(key).network.listVpcs(new vpcSdk.ListVpcsRequest()),
  ).vpcs.map(({ id }) => id);

suite('accounts, projects, keys and tokens of a running server', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ POLYBROKER_PASSWORD: 'pass $word #1' });
  });
  after(() => server.dispose());

  /** Runs `polybroker …` on the server's data directory and answers what it prints. */
  const polybroker = (...args: string[]) => polybrokerCommand(server.dataDir, args);

  /** Runs `polybroker keys create …` and answers the key as its clients take it. */
  async function newKey(...args: string[]) {
    const lines = parseEnv(await polybroker('keys', 'create', ...args));
    return {
      endpoint: server.endpoint,
      accessKey: lines['POLYBROKER_ACCESS_KEY'] ?? '',
      secretKey: lines['POLYBROKER_SECRET_KEY'] ?? '',
      projectId: lines['POLYBROKER_PROJECT_ID'] ?? '',
    };
  }

  const credentials = async () => parseEnv(await readFile(join(server.dataDir, 'credentials.env'), 'utf8'));

  async function logIn(scope?: object): Promise<Response> {
    const {
      POLYBROKER_USER: name,
      POLYBROKER_PASSWORD: password,
      POLYBROKER_DOMAIN: domain,
    } = await credentials();
    const identity = {
      methods: ['password'],
      password: { user: { name, password, domain: { name: domain } } },
    };
    return fetch(`${server.endpoint}/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth: { identity, scope } }),
    });
  }

  const instancesWith = (token: string, projectId = server.projectId) =>
    fetch(`${server.endpoint}/v2/${projectId}/instances`, { headers: { 'x-auth-token': token } });

  test('an SDK that is told a region finds its project by itself', async () => {
    const { accessKey, secretKey, endpoint } = server;
    const credential = new sdk.BasicCredentials()
      .withAk(accessKey)
      .withSk(secretKey)
      .withIamEndpoint(endpoint);
    const kafka = kafkaSdk.KafkaClient.newBuilder()
      .withCredential(credential)
      .withRegion({ id: server.region, endpoints: [endpoint] })
      .build();
    const listed = wire<{ instance_num: number }>(
      await kafka.listInstances(new kafkaSdk.ListInstancesRequest().withEngine('kafka')),
    );
    assert.equal(listed.instance_num, 0);
  });

  test('the login of credentials.env gives tokens that outlive a killed server, but not a new password', async () => {
    assert.equal((await credentials())['POLYBROKER_PASSWORD'], 'pass $word #1');
    const answer = await logIn({ project: { name: server.region } });
    assert.equal(answer.status, 201);
    const { token } = (await answer.json()) as { token: { project: { id: string } } };
    assert.equal(token.project.id, server.projectId);
    const text = answer.headers.get('x-subject-token') ?? '';
    assert.equal((await instancesWith(text)).status, 200);
    await server.end('SIGKILL');
    server = await server.startAgain();
    assert.equal((await instancesWith(text)).status, 200);
    await server.end('SIGTERM');
    server = await server.startAgain({ POLYBROKER_PASSWORD: 'Another-1' });
    const refused = await instancesWith(text);
    assert.equal(refused.status, 401);
    assert.match(await refused.text(), /APIGW\.0301.*|decrypt token fail/);
    assert.equal((await logIn()).status, 201);
  });

  test('a project and a key that are made beside the running server work at once, apart from the first', async () => {
    await polybroker('projects', 'create', 'team-b');
    const key = await newKey('--project', 'team-b');
    assert.notEqual(key.projectId, server.projectId);
    const [own, first] = [await vpcsOf(key), await vpcsOf(server)];
    assert.equal(own.length, 1);
    assert.ok(!first.includes(own[0] ?? ''));
    await assert.rejects(
      vpcsOf({ ...key, projectId: server.projectId }),
      ({ httpStatusCode, errorCode }: HuaweiRefusal) =>
        httpStatusCode === 401 && errorCode === 'DMS.10240104',
    );
    assert.match(await polybroker('projects', 'list'), new RegExp(`team-b +${key.projectId}`));
  });

  test('a revoked key is refused from the next request on', async () => {
    const key = await newKey('--project', server.projectId, '--user', 'ci');
    assert.equal((await vpcsOf(key)).length, 1);
    assert.equal(await polybroker('keys', 'revoke', key.accessKey), `Revoked ${key.accessKey}.\n`);
    await assert.rejects(vpcsOf(key), ({ errorMsg }: HuaweiRefusal) => /ak not exist/.test(errorMsg));
    const listed = await polybroker('keys', 'list');
    assert.match(listed, new RegExp(`${key.accessKey}.* ci .*revoked 20`));
    assert.ok(!listed.includes(key.secretKey));
  });

  test('commands and requests may write at the same time', async () => {
    const sealingKey = Buffer.from(await readFile(join(server.dataDir, 'sealing.key'), 'utf8'), 'hex');
    const beside = await openStore(join(server.dataDir, 'polybroker.sqlite'), createSeal(sealingKey));
    const identity = createIdentityService(beside.store, Date.now);
    const { network } = huaweiClients(server);
    async function makeKeys() {
      for (let count = 0; count < 50; count += 1) await identity.createAccessKey(server.projectId, null);
    }
    async function makeGroups() {
      for (let count = 0; count < 50; count += 1) {
        const body = { security_group: { name: `group-${count}` } };
        await network.createSecurityGroup(new vpcSdk.CreateSecurityGroupRequest().withBody(body as never));
      }
    }
    try {
      await Promise.all([makeKeys(), makeGroups()]);
      const groups = await beside.store.networks.listSecurityGroups(server.projectId);
      assert.equal(groups.length, 51);
      const keys = await beside.store.identity.listAccessKeys();
      assert.ok(keys.length > 50);
    } finally {
      await beside.close();
    }
  });

  test('without a server, too; and where the server’s own key was revoked, the next start makes a new one', async () => {
    await server.end('SIGTERM');
    await polybroker('keys', 'revoke', server.accessKey);
    const { accessKey } = server;
    server = await server.startAgain();
    assert.notEqual(server.accessKey, accessKey);
    assert.equal((await vpcsOf(server)).length, 1);
    await assert.rejects(
      server.startAgain({ POLYBROKER_ACCESS_KEY: accessKey, POLYBROKER_SECRET_KEY: 'x'.repeat(40) }),
      /locked by pid/,
    );
  });

  test('a command that is wrong says what is right, and ends with 1', async () => {
    const wrong: [string[], RegExp][] = [
      [['keys', 'crate'], /There is no command "keys crate"\. There are: keys list/],
      [['keys', 'create'], /Usage: polybroker keys create --project NAME\|ID/],
      [['keys', 'create', '--project', 'mars'], /There is no project mars\. There are: .*team-b/],
      [['keys', 'revoke', 'AKNOBODY'], /There is no access key AKNOBODY/],
      [['projects', 'create', 'team-b'], /has a project named team-b already/],
      [
        ['keys', 'list', '--data-dir', '/nowhere'],
        /No server has been started on the data directory \/nowhere/,
      ],
    ];
    for (const [args, message] of wrong) {
      await assert.rejects(
        polybroker(...args),
        ({ code, stderr }: Failure) => code === 1 && message.test(stderr),
      );
    }
  });
});
