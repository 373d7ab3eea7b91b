import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlibabaTestCloud } from '../../../test/support/alibaba-cloud.ts';
import { alibabaSigned, type AlibabaStyle } from '../../../test/support/alibaba-signing.ts';
import { firstWaySigned, tencentSigned } from '../../../test/support/tencent-signing.ts';
import { createTencentTestCloud } from '../../../test/support/tencent-cloud.ts';
import { alice, bob, now } from '../../../test/support/owners.ts';
import { operation } from './operation.ts';

const styles: readonly AlibabaStyle[] = ['v1-get', 'v1-query', 'v1-form', 'v1-both', 'acs3'];
const minuteMs = 60_000;

/** As timestamps are written. */
const at = (ms: number) => `${new Date(now + ms).toISOString().slice(0, 19)}Z`;

/** Stands for operations that are answered. */
const echo = operation<{ readonly InstanceId?: readonly string[] }>(
  'alikafka',
  'GetInstanceList',
  async ({ caller, parameters, regionId }) => ({
    Project: caller.projectId,
    Region: regionId,
    InstanceList: { InstanceVO: (parameters.InstanceId ?? []).map((id) => ({ InstanceId: id })) },
  }),
);
const start = operation('alikafka', 'StartInstance', async () => ({}));
const operations = [echo, start];
const twoIds = { 'InstanceId.1': 'a', 'InstanceId.2': '<b&c>' };

for (const style of styles) {
  test(`a request by ${style} is answered in JSON, to whom it is signed by`, async (t) => {
    const { send } = await createAlibabaTestCloud(t, { operations });
    const request = { action: 'GetInstanceList', parameters: twoIds, style };
    const { status, headers, json } = await send(request, bob);
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'application/json;charset=utf-8');
    assert.match(json.RequestId, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    assert.deepEqual(json, {
      Code: 200,
      Message: 'operation success.',
      Success: true,
      Project: 'bob-project',
      Region: 'cn-hangzhou',
      InstanceList: { InstanceVO: [{ InstanceId: 'a' }, { InstanceId: '<b&c>' }] },
      RequestId: headers['x-acs-request-id'],
    });
  });

  test(`a request by ${style} with another secret key is refused with the string to sign`, async (t) => {
    const { send } = await createAlibabaTestCloud(t, { operations });
    const wrong = { ...alice, secretKey: 'x' };
    const { status, json } = await send({ action: 'GetInstanceList', style }, wrong);
    assert.equal(status, 400);
    assert.equal(json.Code, 'SignatureDoesNotMatch');
    const shown =
      style === 'acs3' ? 'is:ACS3-HMAC-SHA256\n' : `is:${style === 'v1-get' ? 'GET' : 'POST'}&%2F&`;
    assert.ok(json.Message.includes(`server string to sign ${shown}`), json.Message);
  });

  test(`a request by ${style} is not answered twice until its time is past`, async (t) => {
    const first = await createAlibabaTestCloud(t, { operations });
    const request = { action: 'GetInstanceList', style, nonce: 'once' };
    assert.equal((await first.send(request)).status, 200);
    const again = await first.send(request);
    assert.equal(again.status, 400);
    assert.equal(again.json.Code, 'SignatureNonceUsed');
    // Another key's nonces are its own.
    assert.equal((await first.send(request, bob)).status, 200);
    assert.equal(
      await first.store.nonces.use({ accessKey: alice.accessKey, nonce: 'once', forgetAtMs: 0 }, now),
      false,
    );
    first.tick(15 * minuteMs + 1000);
    assert.equal((await first.send(request)).status, 200);
  });
}

test('who signs wrongly uses nobody’s nonce up', async (t) => {
  const { send } = await createAlibabaTestCloud(t, { operations });
  const request = { action: 'GetInstanceList', nonce: 'once' };
  assert.equal((await send(request, { ...alice, secretKey: 'x' })).json.Code, 'SignatureDoesNotMatch');
  assert.equal((await send(request)).status, 200);
});

test('without Format the first way of signing gets XML, and lists repeat their elements', async (t) => {
  const { send } = await createAlibabaTestCloud(t, { operations });
  for (const style of ['v1-get', 'v1-query', 'v1-form', 'v1-both'] as const) {
    for (const format of [null, 'XML', 'xml']) {
      const request = { action: 'GetInstanceList', parameters: twoIds, style, format };
      const { headers, text } = await send(request);
      assert.equal(headers['content-type'], 'text/xml;charset=utf-8');
      assert.equal(
        text.replace(headers['x-acs-request-id'] ?? '', 'ID'),
        '<?xml version="1.0" encoding="UTF-8"?><GetInstanceListResponse><Code>200</Code><Message>operation success.</Message><Success>true</Success><Project>alice-project</Project><Region>cn-hangzhou</Region><InstanceList><InstanceVO><InstanceId>a</InstanceId></InstanceVO><InstanceVO><InstanceId>&lt;b&amp;c&gt;</InstanceId></InstanceVO></InstanceList><RequestId>ID</RequestId></GetInstanceListResponse>',
      );
    }
  }
});

test('a refusal has the cloud’s form in both formats', async (t) => {
  const { send } = await createAlibabaTestCloud(t, { operations });
  const stranger = { ...alice, accessKey: 'STRANGER' };
  const asXml = await send({ action: 'GetInstanceList', style: 'v1-query', format: null }, stranger);
  assert.equal(asXml.status, 404);
  assert.equal(
    asXml.text.replace(asXml.headers['x-acs-request-id'] ?? '', 'ID'),
    '<?xml version="1.0" encoding="UTF-8"?><Error><RequestId>ID</RequestId><HostId>alikafka.alibaba.test</HostId><Code>InvalidAccessKeyId.NotFound</Code><Message>Specified access key is not found.</Message><Recommend>https://api.alibabacloud.com/troubleshoot?q=InvalidAccessKeyId.NotFound&amp;product=alikafka</Recommend></Error>',
  );
  const { json } = await send({ action: 'GetInstanceList' }, stranger);
  assert.deepEqual(Object.keys(json), ['RequestId', 'HostId', 'Code', 'Message', 'Recommend']);
  assert.equal(json.HostId, 'alikafka.alibaba.test');
});

test('requests of another time are refused, and those that write it otherwise', async (t) => {
  const { send } = await createAlibabaTestCloud(t, { operations });
  for (const style of styles) {
    const codeAt = async (timestamp: string) =>
      (await send({ action: 'GetInstanceList', style, timestamp })).json.Code;
    assert.equal(await codeAt(at(15 * minuteMs)), 200);
    assert.equal(await codeAt(at(-15 * minuteMs)), 200);
    assert.equal(await codeAt(at(15 * minuteMs + 1000)), 'InvalidTimeStamp.Expired');
    assert.equal(await codeAt(at(-15 * minuteMs - 1000)), 'InvalidTimeStamp.Expired');
    assert.equal(await codeAt('yesterday'), 'InvalidTimeStamp.Format');
    assert.equal(await codeAt('2026-99-21T03:00:00Z'), 'InvalidTimeStamp.Format');
  }
});

test('a security token must be its signer’s', async (t) => {
  const { send } = await createAlibabaTestCloud(t, { operations });
  for (const style of styles) {
    const { status, json } = await send({ action: 'GetInstanceList', style, token: 'another’s'.slice(0, 7) });
    assert.equal(status, 400);
    assert.equal(json.Code, 'InvalidSecurityToken.MismatchWithAccessKey');
  }
});

test('what a request lacks is named', async (t) => {
  const { handle } = await createAlibabaTestCloud(t, { operations });
  const whole = alibabaSigned({ action: 'GetInstanceList', style: 'v1-query' }, alice, now);
  for (const name of ['Action', 'Version', 'AccessKeyId', 'Signature', 'SignatureNonce', 'Timestamp']) {
    const target = whole.target.replace(new RegExp(`([?&])${name}=[^&]*`), '$1');
    const { status, json } = await handle({ ...whole, target });
    assert.equal(status, 400);
    assert.equal(json.Code, `Missing${name}`);
  }
  const { authorization = '', ...headers } = alibabaSigned({ action: 'GetInstanceList' }, alice, now).headers;
  const unsignedHost = authorization.replace('SignedHeaders=host;', 'SignedHeaders=');
  for (const other of ['ACS3-HMAC-SM3 Credential=a', 'ACS3-HMAC-SHA256 nonsense', unsignedHost]) {
    const request = { ...whole, target: '/', headers: { ...headers, authorization: other } };
    assert.equal((await handle(request)).json.Code, 'IncompleteSignature');
  }
  const put = await handle({ ...whole, method: 'PUT' });
  assert.equal(put.json.Code, 'UnsupportedHTTPMethod');
});

test('a body that is not the signed one is refused', async (t) => {
  const { handle } = await createAlibabaTestCloud(t, { operations });
  const request = alibabaSigned({ action: 'GetInstanceList' }, alice, now);
  const headers = { ...request.headers, 'content-type': 'application/x-www-form-urlencoded' };
  const { json } = await handle({ ...request, headers, body: Buffer.from('OrderId=1') });
  assert.equal(json.Code, 'SignatureDoesNotMatch');
});

test('unknown actions and versions are told from those that are unsupported', async (t) => {
  const { send } = await createAlibabaTestCloud(t, { operations });
  const unknown = await send({ action: 'GetEverything' });
  assert.deepEqual([unknown.status, unknown.json.Code], [404, 'InvalidAction.NotFound']);
  const version = await send({ action: 'GetInstanceList', version: '2018-10-15' });
  assert.deepEqual([version.status, version.json.Code], [404, 'InvalidVersion']);
  const lacking = await send({ action: 'FailoverTest' });
  assert.deepEqual([lacking.status, lacking.json.Code], [400, 'ONS_SERVICE_UNSUPPORTED']);
  assert.equal(lacking.headers['x-polybroker-unsupported'], 'FailoverTest');
  assert.match(lacking.json.Message, /FailoverTest/);
});

test('a user may call an action so often a second, and StartInstance less often', async (t) => {
  const { send, tick } = await createAlibabaTestCloud(t, {
    operations,
    requestsPerSecond: 20,
    startsPerSecond: 2,
  });
  const parameters = { InstanceId: 'i', VpcId: 'v', VSwitchId: 'w' };
  const statuses = async (action: string, count: number, owner = alice) => {
    const codes: unknown[] = [];
    for (let n = 0; n < count; n++) {
      const sent = action === 'StartInstance' ? { action, parameters } : { action };
      codes.push((await send(sent, owner)).json.Code);
    }
    return codes;
  };
  const many = await statuses('GetInstanceList', 21);
  assert.deepEqual([...new Set(many.slice(0, 20)), many[20]], [200, 'Throttling.User']);
  assert.deepEqual(await statuses('StartInstance', 3), [200, 200, 'Throttling.User']);
  assert.deepEqual(await statuses('StartInstance', 1, bob), [200]);
  tick(500);
  assert.deepEqual(await statuses('StartInstance', 2), [200, 'Throttling.User']);
});

test('a request is recognised by what its clients send, and no request of Tencent’s is', async (t) => {
  const { cloud } = await createAlibabaTestCloud(t);
  const tencent = (await createTencentTestCloud(t)).cloud;
  for (const style of styles) {
    const request = alibabaSigned({ action: 'GetInstanceList', style }, alice, now);
    assert.ok(cloud.recognises(request), style);
  }
  const unsigned = { ...alibabaSigned({ action: 'x' }, alice, now), headers: {} };
  assert.ok(cloud.recognises({ ...unsigned, target: '/?Action=GetInstanceList&Version=2019-09-16' }));
  assert.ok(!cloud.recognises({ ...unsigned, target: '/v2/x/instances?AccessKeyId=a' }));
  const others = [
    tencentSigned({ action: 'DescribeInstances' }, alice, now),
    firstWaySigned('GET', { Action: 'DescribeInstances' }, alice, now),
    firstWaySigned('POST', { Action: 'DescribeInstances' }, alice, now),
  ];
  for (const request of others) {
    assert.ok(!cloud.recognises(request));
    assert.ok(tencent.recognises(request));
  }
});

test('the location service names the host that the client speaks to', async (t) => {
  const { call } = await createAlibabaTestCloud(t);
  const { Endpoints: endpoints } = await call('DescribeEndpoints', {
    Id: 'cn-hangzhou',
    ServiceCode: 'alikafka',
  });
  assert.equal(endpoints.Endpoint[0].Endpoint, 'alikafka.alibaba.test');
});
