import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { membersOf } from '../../support/members.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { type ProviderReply, terraformProvider } from '../../support/terraform-provider.ts';
import { until } from '../../support/until.ts';

async function ok(reply: Promise<ProviderReply>) {
  const { status, json } = await reply;
  assert.equal(status, 200, JSON.stringify(json));
  return json;
}

/**
 * The calls that Terraform's provider makes for huaweicloud_dms_kafka_instance, in its order, with the statuses and types
 * without which it stops. (Its fixed waits of minutes are left out.)
 */
suite('Terraform: huaweicloud_dms_kafka_instance', () => {
  let server: TestServer;
  let send: ReturnType<typeof terraformProvider>;
  let project: string;
  const ids: Record<'product' | 'flavor', string> = { product: '', flavor: '' };

  before(async () => {
    server = await startServer();
    send = terraformProvider(server);
    project = `/v2/${server.projectId}`;
  });
  after(() => server.dispose());

  /** What every create body of the provider has, from the resources that a configuration refers to. */
  async function common() {
    const { available_zones: zones } = await ok(send('GET', '/v2/available-zones'));
    const network = `/v1/${server.projectId}`;
    const { vpcs } = await ok(send('GET', `${network}/vpcs`));
    const { subnets } = await ok(send('GET', `${network}/subnets`));
    const { security_groups: groups } = await ok(send('GET', `${network}/security-groups`));
    return {
      engine: 'kafka',
      engine_version: '2.3.0',
      vpc_id: vpcs[0].id,
      subnet_id: subnets[0].id,
      security_group_id: groups[0].id,
      available_zones: [zones[0].id],
      // Pay-per-use; the provider sends it empty.
      bss_param: { charging_mode: '' },
    };
  }

  test('configure: the project by the region’s name, and the domain', async () => {
    const { projects } = await ok(send('GET', `/v3/projects?name=${server.region}`));
    assert.ok(projects.length >= 1);
    assert.equal(projects[0].id, server.projectId);
    const { domains } = await ok(send('GET', '/v3/auth/domains'));
    assert.equal(typeof domains[0].id, 'string');
  });

  test('create with product_id: products first, of which it takes numbers as strings', async () => {
    const { Hourly: hourly } = await ok(send('GET', '/v2/products?engine=kafka'));
    const version = hourly.find((one: { version: string }) => one.version === '2.3.0');
    const product = version.values
      .flatMap((value: { detail: object[] }) => value.detail)
      .find((one: { product_id: string }) => one.product_id === '00300-30308-0--0');
    const { instance_id: id } = await ok(
      send('POST', `${project}/kafka/instances`, {
        ...(await common()),
        name: 'by-product',
        product_id: product.product_id,
        specification: product.bandwidth,
        partition_num: Number.parseInt(product.partition_num, 10),
        storage_space: Number.parseInt(product.storage, 10),
        storage_spec_code: product.io[1].storage_spec_code,
        kafka_manager_user: 'root',
        kafka_manager_password: 'Manager-2468',
        retention_policy: 'produce_reject',
        tags: [{ key: 'owner', value: 'terraform' }],
      }),
    );
    assert.match(id, /^[0-9a-f-]{36}$/);
    ids.product = id;
  });

  test('create with flavor_id', async () => {
    const { products } = await ok(send('GET', '/v2/kafka/products?product_id=c6.2u4g.single'));
    const { instance_id: id } = await ok(
      send('POST', `${project}/kafka/instances`, {
        ...(await common()),
        name: 'by-flavor',
        product_id: products[0].product_id,
        broker_num: 1,
        storage_space: Number(products[0].properties.min_storage_per_node),
        storage_spec_code: products[0].ios[0].io_spec,
      }),
    );
    ids.flavor = id;
  });

  test('both turn RUNNING, and then cross_vpc_info is not empty: one entry per broker', async () => {
    for (const [id, brokers] of [
      [ids.flavor, 1],
      [ids.product, 3],
    ] as const) {
      const instance = await until(`${id} is RUNNING`, 240_000, async () => {
        const shown = await ok(send('GET', `${project}/instances/${id}`));
        assert.ok(['CREATING', 'RUNNING'].includes(shown.status), `${shown.status} ${shown.status_reason}`);
        return shown.status === 'RUNNING' ? shown : undefined;
      });
      assert.equal(Object.keys(JSON.parse(instance.cross_vpc_info)).length, brokers);
    }
  });

  test('read: the instance with its odd types, zones, cluster, tags; what fails is ignored if it is JSON', async () => {
    const shown = await ok(send('GET', `${project}/instances/${ids.product}`));
    const types: Record<string, string> = {
      partition_num: 'string',
      created_at: 'string',
      charging_mode: 'number',
      cross_vpc_info: 'string',
      port_protocols: 'object',
      port: 'number',
      broker_num: 'number',
      total_storage_space: 'number',
      storage_space: 'number',
      used_storage_space: 'number',
      ssl_enable: 'boolean',
      enable_auto_topic: 'boolean',
      public_bandwidth: 'number',
      tags: 'object',
    };
    for (const [field, type] of Object.entries(types)) assert.equal(typeof shown[field], type, field);
    assert.match(shown.product_id, /^\d(\d|-)*\d$/, 'stored as product_id, not as flavor_id');
    assert.deepEqual([shown.charging_mode, shown.order_id, shown.enable_publicip], [1, '', false]);
    assert.deepEqual(shown.tags, [{ key: 'owner', value: 'terraform' }]);
    assert.equal(shown.retention_policy, 'produce_reject');
    const { available_zones: zones } = await ok(send('GET', '/v2/available-zones'));
    assert.ok(zones.some((zone: { id: string }) => zone.id === shown.available_zones[0]));

    const { cluster } = await ok(send('GET', `${project}/instances/${ids.product}/manage/cluster`));
    const addresses: string[] = shown.connect_address.split(',');
    assert.deepEqual(
      cluster.brokers,
      addresses.map((host, index) => ({ host, port: 9092, broker_id: String(index + 1), health: true })),
    );
    const { tags } = await ok(send('GET', `${project}/kafka/${ids.product}/tags`));
    assert.deepEqual(tags, shown.tags);
    const configs = await send('GET', `${project}/instances/${ids.product}/configs`);
    assert.ok(configs.status === 200 || typeof configs.json.error_code === 'string');

    const flavored = await ok(send('GET', `${project}/instances/${ids.flavor}`));
    assert.equal(flavored.product_id, 'c6.2u4g.single');
    assert.deepEqual([flavored.type, flavored.broker_num], ['single', 1]);
  });

  test('update of name and description answers 204, tags/action 204', async () => {
    const target = `${project}/instances/${ids.product}`;
    const update = await send('PUT', target, { name: 'renamed', description: 'by Terraform' });
    assert.deepEqual([update.status, update.json], [204, undefined]);
    const change = { action: 'delete', tags: [{ key: 'owner', value: 'terraform' }] };
    const untag = await send('POST', `${project}/kafka/${ids.product}/tags/action`, change);
    assert.equal(untag.status, 204);
    const shown = await ok(send('GET', target));
    assert.deepEqual([shown.name, shown.description, shown.tags], ['renamed', 'by Terraform', []]);
  });

  test('the data source finds it by its exact name and stops by instance_num', async () => {
    const query = 'engine=kafka&exact_match_name=true&limit=50&name=renamed&offset=0';
    const { instances, instance_num: count } = await ok(send('GET', `${project}/instances?${query}`));
    assert.equal(count, 1);
    assert.equal(instances[0].instance_id, ids.product);
  });

  test('delete answers 204; then DELETING until 404 DMS.00404022, and no process is left', async () => {
    for (const id of Object.values(ids)) {
      const reply = await send('DELETE', `${project}/instances/${id}`);
      assert.deepEqual([reply.status, reply.json], [204, undefined]);
    }
    for (const id of Object.values(ids)) {
      const gone = await until(`${id} is gone`, 60_000, async () => {
        const reply = await send('GET', `${project}/instances/${id}`);
        if (reply.status === 200) assert.equal(reply.json.status, 'DELETING');
        return reply.status === 200 ? undefined : reply;
      });
      assert.deepEqual([gone.status, gone.json.error_code], [404, 'DMS.00404022']);
    }
    assert.deepEqual(await membersOf(server.dataDir), []);
  });
});
