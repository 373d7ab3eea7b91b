import type { RocketmqSpec } from '../../../src/domain/instance/instance.ts';
import type { RocketmqAdministration } from '../../../src/domain/rocketmq-administration/rocketmq-administration.ts';
import type { RocketmqUser } from '../../../src/domain/rocketmq-administration/users.ts';
import { createRocketmqAdministrations } from '../../../src/engines/rocketmq/admin/rocketmq-administrations.ts';
import { addressOf, replicasOf, rocketmqPorts } from '../../../src/engines/rocketmq/cluster-layout.ts';
import { testInstance } from '../../../src/engines/rocketmq/testing/test-instance.ts';
import { type RunningRocketmq, runRocketmq } from '../run-rocketmq.ts';

/** A cluster of real processes with its administration. */
export interface AdministeredRocketmq {
  readonly running: RunningRocketmq;
  readonly admin: RocketmqAdministration;
  /** `address:port` of a name server. */
  nameServer(this: void, number?: number): string;
  /** The member that leads a broker group now. */
  leaderOf(this: void, group: string): Promise<string>;
  dispose(): Promise<void>;
}

export async function administeredRocketmq(
  version: string,
  changes: Partial<RocketmqSpec>,
): Promise<AdministeredRocketmq> {
  const running = await runRocketmq(testInstance(version, changes), AbortSignal.timeout(180_000));
  const administrations = createRocketmqAdministrations({
    clusterOf: () => Promise.resolve(running.cluster),
    nowMs: Date.now,
  });
  const { instance, addresses } = running.cluster;
  const admin = await administrations.of(instance);
  return {
    running,
    admin,
    nameServer: (number = 1) => `${addressOf(addresses, `nameserver-${number}`)}:${rocketmqPorts.nameServer}`,
    async leaderOf(group) {
      const found = (await admin.brokers.list()).find(({ name }) => name === group);
      const leader = found?.replicas.find(({ id }) => id === 0);
      const member = replicasOf(instance.spec).find(({ name }) => addresses.get(name) === leader?.address);
      if (member === undefined) throw new Error(`${group} has no leader.`);
      return member.name;
    },
    async dispose() {
      await administrations.close();
      await running.dispose();
    },
  };
}

/** Somebody who may send to all topics and read in all groups. */
export const everything: RocketmqUser = {
  accessKey: 'everything-user',
  secretKey: 'Everything-Secret-1',
  admin: false,
  whiteRemoteAddress: '',
  defaultTopicPermission: 'publish-subscribe',
  defaultGroupPermission: 'subscribe',
  topicPermissions: [],
  groupPermissions: [],
};
