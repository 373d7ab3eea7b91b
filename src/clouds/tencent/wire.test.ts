import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { alice, now } from '../../../test/support/owners.ts';
import { createTencentTestCloud } from '../../../test/support/tencent-cloud.ts';
import { tencentSigned } from '../../../test/support/tencent-signing.ts';
import { WireClient } from '../../../test/support/wire-client.ts';
import { createServer } from '../../server/create-server.ts';
import { silentLog } from '../../system/testing/silent-log.ts';

test('the front end passes a Host header with a scheme, as tccli sends it over plain HTTP', async (t) => {
  const { cloud } = await createTencentTestCloud(t);
  const logged: object[] = [];
  const server = createServer({
    clouds: [cloud],
    health: () => ({ status: 'ok', version: '' }),
    authorityOf: () => Promise.resolve(null),
    log: { ...silentLog, info: (fields) => void logged.push(fields) },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const client = new WireClient(port);
  t.after(async () => {
    client.close();
    await server.close();
  });

  const host = `http://127.0.0.1:${port}`;
  const { headers, body } = tencentSigned({ action: 'DescribeInstances', host }, alice, now);
  const lines = Object.entries({ ...headers, 'content-length': String(body.length) });
  const head = ['POST / HTTP/1.1', ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  const reply = await client.send(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  assert.equal(reply.status, 200);
  const { Response: response } = JSON.parse(reply.body.toString()) as {
    Response: { Result: object; RequestId: string };
  };
  assert.deepEqual(response.Result, { InstanceList: [], TotalCount: 0 });
  const ids = logged.map((fields) => (fields as { requestId?: string }).requestId);
  assert.ok(ids.includes(response.RequestId), 'the log has the id of the answer');
});
