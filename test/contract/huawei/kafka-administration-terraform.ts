/**
 * The calls that Terraform's provider makes for what is inside an instance, in its order, with the statuses and types
 * without which it stops. (Its waits are left out.)
 */
import assert from 'node:assert/strict';
import type { AdministeredInstance } from '../../support/administered-instance.ts';
import { shows } from '../../support/client-checks.ts';
import { userPassword } from '../../support/huawei.ts';
import { type ProviderReply, terraformProvider } from '../../support/terraform-provider.ts';

async function ok(reply: Promise<ProviderReply>, status = 200) {
  const { status: answered, json } = await reply;
  assert.equal(answered, status, JSON.stringify(json));
  return json;
}

/** huaweicloud_dms_kafka_topic */
export async function checkTerraformTopic({ server, id }: AdministeredInstance): Promise<void> {
  const terraform = terraformProvider(server);
  const project = `/v2/${server.projectId}`;
  const topics = `${project}/instances/${id}/topics`;
  const found = async () => {
    const { topics: page } = await ok(terraform('GET', `${topics}?limit=200&offset=0`));
    return page.find((topic: { name: string }) => topic.name === 'by-terraform');
  };
  const { name } = await ok(
    terraform('POST', topics, { id: 'by-terraform', partition: 1, replication: 3, retention_time: 36 }),
  );
  assert.equal(name, 'by-terraform');
  assert.deepEqual([(await found()).retention_time, typeof (await found()).created_at], [36, 'number']);
  const change = { id: name, new_partition_numbers: 2, retention_time: 24 };
  await ok(terraform('PUT', topics, { topics: [change] }), 204);
  assert.deepEqual([(await found()).partition, (await found()).retention_time], [2, 24]);
  const { topics: deleted } = await ok(terraform('POST', `${topics}/delete`, { topics: [name] }));
  assert.deepEqual(deleted, [{ id: name, success: true }]);
  assert.equal(await found(), undefined);
}

/** huaweicloud_dms_kafka_user, and huaweicloud_dms_kafka_permissions for that user. */
export async function checkTerraformUser({ server, id, logins, sends }: AdministeredInstance): Promise<void> {
  const terraform = terraformProvider(server);
  const project = `/v2/${server.projectId}`;
  const users = `${project}/instances/${id}/users`;
  const found = async (name: string) => {
    const { users: all } = await ok(terraform('GET', users));
    return all.find((user: { user_name: string }) => user.user_name === name);
  };
  const user = { user_name: 'by-terraform', user_passwd: 'Terraform-1', user_desc: 'first' };
  await ok(terraform('POST', users, user), 204);
  assert.equal((await found('by-terraform')).user_desc, 'first');
  await shows('the user logs in', async () => (await logins('by-terraform', 'Terraform-1')) === 3);
  const change = { user_name: 'by-terraform', new_password: 'Terraform-2', user_desc: 'second' };
  await ok(terraform('PUT', `/v2/kafka/${server.projectId}/instances/${id}/users/by-terraform`, change), 204);
  await shows('the new password', async () => (await logins('by-terraform', 'Terraform-2')) === 3);

  await ok(terraform('POST', `${project}/instances/${id}/topics`, { id: 'permitted', partition: 1 }));
  const set = (policies: readonly object[]) =>
    terraform('POST', `/v1/${server.projectId}/instances/${id}/topics/accesspolicy`, {
      topics: [{ name: 'permitted', policies }],
    });
  const policies = [{ user_name: 'by-terraform', access_policy: 'all' }];
  await ok(set(policies), 204);
  // It waits while the instance has a task of the name updateTopicPolicies.
  assert.equal((await ok(terraform('GET', `${project}/instances/${id}`))).task?.name, undefined);
  const read = `/v1/${server.projectId}/instances/${id}/topics/permitted/accesspolicy`;
  assert.deepEqual((await ok(terraform('GET', read))).policies, [{ owner: false, ...policies[0] }]);
  assert.equal(await sends('permitted', 'by-terraform', 'Terraform-2'), true);
  assert.equal(await sends('permitted', 'root', userPassword), false);
  await ok(set([]), 204);
  assert.deepEqual((await ok(terraform('GET', read))).policies, []);
  await ok(terraform('PUT', users, { action: 'delete', users: ['by-terraform'] }), 204);
  assert.equal(await found('by-terraform'), undefined);
}

/** huaweicloud_dms_kafka_consumer_group */
export async function checkTerraformGroup({ server, id }: AdministeredInstance): Promise<void> {
  const terraform = terraformProvider(server);
  const project = `/v2/${server.projectId}`;
  const group = `/v2/kafka/${server.projectId}/instances/${id}/groups/by-terraform`;
  await ok(
    terraform('POST', `${project}/kafka/instances/${id}/group`, {
      group_name: 'by-terraform',
      group_desc: 'first',
    }),
  );
  const shown = (await ok(terraform('GET', group))).group;
  assert.deepEqual(
    [shown.state, shown.group_desc, typeof shown.coordinator_id, typeof shown.createdAt],
    ['EMPTY', 'first', 'number', 'number'],
  );
  await ok(terraform('PUT', group, { group_name: 'by-terraform', group_desc: 'second' }), 204);
  assert.equal((await ok(terraform('GET', group))).group.group_desc, 'second');
  const { status } = await terraform('DELETE', group);
  assert.ok([200, 202, 204].includes(status));
  assert.equal((await ok(terraform('GET', group))).group.state, 'DEAD');
  const again = await terraform('DELETE', group);
  assert.deepEqual([again.status, again.json.error_code], [400, 'DMS.111400864']);
}

/** huaweicloud_dms_kafka_user_client_quota */
export async function checkTerraformQuota({ server, id }: AdministeredInstance): Promise<void> {
  const terraform = terraformProvider(server);
  const project = `/v2/${server.projectId}`;
  const quota = `/v2/kafka/${server.projectId}/instances/${id}/kafka-user-client-quota`;
  const whom = { 'user-default': true, client: 'by-terraform' };
  const found = async () => {
    const { quotas } = await ok(terraform('GET', quota));
    // By all four, which must be there.
    return quotas.find(
      (one: Record<string, unknown>) =>
        one['user'] === '' &&
        one['user-default'] === true &&
        one['client'] === 'by-terraform' &&
        one['client-default'] === false,
    );
  };
  const ended = async ({ job_id: jobId }: { job_id: string }) => {
    const { tasks } = await ok(terraform('GET', `${project}/instances/${id}/tasks/${jobId}`));
    assert.equal(tasks[0].status, 'SUCCESS');
  };
  await ended(await ok(terraform('POST', quota, { ...whom, 'producer-byte-rate': 2_000_000 })));
  assert.equal((await found())['producer-byte-rate'], 2_000_000);
  await ended(await ok(terraform('PUT', quota, { ...whom, 'producer-byte-rate': 3_000_000 })));
  assert.equal((await found())['producer-byte-rate'], 3_000_000);
  await ended(await ok(terraform('DELETE', quota, whom)));
  assert.equal(await found(), undefined);
}
