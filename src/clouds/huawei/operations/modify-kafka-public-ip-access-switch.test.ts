import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { alice, now } from '../../../../test/support/owners.ts';
import { settlePublicAddresses } from '../../../domain/network/public-address-pool.ts';

const project = alice.caller.projectId;
const pool = Array.from({ length: 8 }, (_, index) => `127.1.0.${index + 1}`);

async function setUp(t: TestContext) {
  const { store, send, create, happen } = await createTestCloud(t);
  await settlePublicAddresses(store, pool, project, randomUUID, now);
  const { json } = await send('GET', `/v1/${project}/publicips`);
  const eips: readonly { id: string; public_ip_address: string }[] = json.publicips;
  const id = await create();
  await happen(id, 'proven-ready');
  return {
    ids: eips.map((eip) => eip.id),
    addresses: eips.map((eip) => eip.public_ip_address),
    switchTo: (body: object, instanceId = id) =>
      send('POST', `/v1/${project}/instances/${instanceId}/public-boundwidth`, body),
    shown: async () => {
      const instance = (await send('GET', `${home}/instances/${id}`)).json;
      const { tasks } = (await send('GET', `${home}/instances/${id}/tasks`)).json;
      return [instance.enable_publicip, instance.publicip_id, instance.public_bandwidth, tasks[0].name];
    },
    statuses: async () =>
      (await send('GET', `/v1/${project}/publicips`)).json.publicips.map(
        ({ status }: { status: string }) => status === 'ACTIVE',
      ),
    createOther: async (publicip: string) => {
      const id2 = await create({ name: 'other', enable_publicip: true, publicip_id: publicip });
      await happen(id2, 'proven-ready');
      return id2;
    },
    restart: () => happen(id, 'down'),
  };
}

test('public access is switched on by ids or addresses of EIPs, changed, and switched off by neither', async (t) => {
  const { ids, addresses, switchTo, shown, statuses } = await setUp(t);
  const three = ids.slice(0, 3).join(',');
  const others = ids.slice(2, 5).join(',');
  const rows: readonly (readonly [body: object, shown: readonly unknown[]])[] = [
    // As in the documentation's example, where 0 says nothing.
    [{ public_boundwidth: 0, publicip_id: three }, [true, three, 3, 'bindInstancePublicIp']],
    [{ public_boundwidth: 30, publicip_id: three }, [true, three, 30, 'bindInstancePublicIp']],
    [{ eip_address: addresses.slice(2, 5).join() }, [true, others, 30, 'bindInstancePublicIp']],
    // As Terraform sends what is left out.
    [{ eip_address: '', public_boundwidth: 0, publicip_id: '' }, [false, '', 0, 'unbindInstancePublicIp']],
    [{ publicIpId: three, public_boundwidth: 900 }, [true, three, 900, 'bindInstancePublicIp']],
    [{}, [false, '', 0, 'unbindInstancePublicIp']],
  ];
  for (const [body, expected] of rows) {
    const reply = await switchTo(body);
    assert.deepEqual([reply.status, reply.json], [204, undefined], JSON.stringify(body));
    assert.deepEqual(await shown(), expected, JSON.stringify(body));
  }
  // Until the ports are closed they are the instance's.
  assert.deepEqual((await statuses()).slice(0, 6), [true, true, true, true, true, false]);
});

test('what cannot be is refused and changes nothing', async (t) => {
  const { ids, addresses, switchTo, statuses, createOther, restart } = await setUp(t);
  const other = await createOther(ids.slice(0, 3).join(','));
  const free = ids.slice(3, 6);
  const rows: readonly (readonly [body: object, message: RegExp])[] = [
    [{ publicip_id: free.slice(1).join(',') }, /3 different EIPs/],
    [{ publicip_id: [...free.slice(1), ids[0]].join(',') }, new RegExp(other)],
    [{ publicip_id: [...free.slice(1), '6db1129f-16af-455d-8d54-d7ab9f277393'].join(',') }, /does not exist/],
    [{ publicip_id: free.join(','), public_boundwidth: 4 }, /multiple of 3/],
    [{ eip_address: [...addresses.slice(3, 5), '203.0.113.1'].join(',') }, /addresses of EIPs/],
  ];
  for (const [body, message] of rows) {
    const { status, json } = await switchTo(body);
    assert.deepEqual([status, json.error_code], [400, 'DMS.00400128'], JSON.stringify(body));
    assert.match(json.error_msg, message);
  }
  assert.equal((await switchTo({ public_boundwidth: '3' })).status, 400);
  assert.deepEqual((await statuses()).slice(3, 6), [false, false, false]);
  await restart();
  assert.equal((await switchTo({ publicip_id: free.join(',') })).json.error_code, 'DMS.00400026');
  const gone = await switchTo({ publicip_id: free.join(',') }, '6db1129f-16af-455d-8d54-d7ab9f277393');
  assert.equal(gone.json.error_code, 'DMS.00404022');
});
