import { after, before, suite } from 'node:test';
import { administrationChecks } from './rocketmq/administration-checks.ts';
import {
  type AdministeredRocketmq,
  administeredRocketmq,
  everything,
} from './rocketmq/administered-rocketmq.ts';
import { closeHiddenProducer } from './rocketmq/ali-ons-clients.ts';
import { clientChecks } from './rocketmq/client-checks.ts';
import { failoverCheck } from './rocketmq/failover-check.ts';
import { grpcChecks } from './rocketmq/grpc-checks.ts';

suite('a cluster of RocketMQ 5.5.0', { timeout: 500_000 }, () => {
  let cluster: AdministeredRocketmq;

  before(async () => {
    cluster = await administeredRocketmq('5.5.0', { acl: true, grpcProxy: true, tlsMode: 'permissive' });
    await cluster.admin.users.create(everything);
  });
  after(async () => {
    await closeHiddenProducer();
    await cluster?.dispose();
  });

  administrationChecks(() => cluster);
  clientChecks(() => cluster);
  grpcChecks(() => cluster);
  // The last: a replica is missing from then on.
  failoverCheck(() => cluster);
});
