// Creates a Kafka instance of three brokers with Huawei's official SDKs and waits until it runs.
//
//   POLYBROKER_ENDPOINT=http://127.0.0.1:7410 \
//     node --env-file=<data directory>/credentials.env examples/create-kafka-instance.mjs [name]
//
// Against the real cloud the same code runs with the cloud's endpoints: nothing in it knows of Polybroker.
import { setTimeout as wait } from 'node:timers/promises';
import sdk from '@huaweicloud/huaweicloud-sdk-core';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import vpcSdk from '@huaweicloud/huaweicloud-sdk-vpc';

const endpoint = process.env.POLYBROKER_ENDPOINT ?? 'http://127.0.0.1:7410';
const { POLYBROKER_ACCESS_KEY, POLYBROKER_SECRET_KEY, POLYBROKER_PROJECT_ID } = process.env;
if (!POLYBROKER_ACCESS_KEY || !POLYBROKER_SECRET_KEY || !POLYBROKER_PROJECT_ID) {
  console.error(
    'Run this with --env-file=<data directory>/credentials.env; the server prints where that is.',
  );
  process.exit(1);
}
const credentials = new sdk.BasicCredentials()
  .withAk(POLYBROKER_ACCESS_KEY)
  .withSk(POLYBROKER_SECRET_KEY)
  .withProjectId(POLYBROKER_PROJECT_ID);
const kafka = kafkaSdk.KafkaClient.newBuilder().withCredential(credentials).withEndpoint(endpoint).build();
const network = vpcSdk.VpcClient.newBuilder().withCredential(credentials).withEndpoint(endpoint).build();

const { vpcs } = await network.listVpcs(new vpcSdk.ListVpcsRequest());
const { subnets } = await network.listSubnets(new vpcSdk.ListSubnetsRequest());
const { security_groups: groups } = await network.listSecurityGroups(new vpcSdk.ListSecurityGroupsRequest());
const { available_zones: zones } = await kafka.listAvailableZones(new kafkaSdk.ListAvailableZonesRequest());

const order = new kafkaSdk.CreatePostPaidKafkaInstanceRequest().withBody({
  name: process.argv[2] ?? 'kafka-test',
  engine: 'kafka',
  engine_version: '2.3.0',
  specification: '300MB',
  product_id: '00300-30310-0--0',
  partition_num: 900,
  storage_space: 300,
  storage_spec_code: 'dms.physical.storage.ultra',
  vpc_id: vpcs[0].id,
  subnet_id: subnets[0].id,
  security_group_id: groups[0].id,
  available_zones: zones.map((zone) => zone.id),
  kafka_manager_user: 'root',
  kafka_manager_password: 'Manager-2468',
  enable_auto_topic: true,
});
const { instance_id: instanceId } = await kafka.createPostPaidKafkaInstance(order);
console.log(`Instance ${instanceId} is being created …`);

for (;;) {
  const instance = await kafka.showInstance(new kafkaSdk.ShowInstanceRequest().withInstanceId(instanceId));
  if (instance.status === 'RUNNING') {
    const servers = instance.connect_address.split(',').map((address) => `${address}:${instance.port}`);
    console.log(`It runs. Try it:\n  echo hello | kcat -b ${servers.join(',')} -t greetings -P`);
    console.log(`  kcat -b ${servers.join(',')} -t greetings -C -e`);
    break;
  }
  if (instance.status !== 'CREATING') {
    throw new Error(`The instance is ${instance.status}: ${instance.status_reason ?? 'no reason is given'}`);
  }
  await wait(500);
}
