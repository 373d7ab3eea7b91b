import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestCodes } from '../remoting/codes.ts';
import type { RemotingFrame, RemotingRequest } from '../remoting/frame.ts';
import { testInstance } from '../testing/test-instance.ts';
import { createClusterConnections } from './cluster-connections.ts';
import { fillNewBrokers } from './fill-new-brokers.ts';

interface Broker {
  readonly users: string[];
  readonly groups: string[];
}

/** A cluster of brokers with one replica each. */
function clusterOf(brokers: ReadonlyMap<string, Broker>) {
  const names = [...brokers.keys()];
  const addressOf = (name: string) => `127.0.1.${names.indexOf(name) + 1}`;
  const cluster = {
    instance: testInstance('4.8.0', { brokerCount: names.length, replicasPerBroker: 1, acl: true }),
    addresses: new Map([
      ['nameserver-1', '127.0.0.2'],
      ...names.map((name): [string, string] => [`${name}-1`, addressOf(name)]),
    ]),
    secrets: new Map([['internal-secret', 'secret']]),
    users: [],
    removedUsers: [],
  };
  const view = {
    brokerAddrTable: Object.fromEntries(
      names.map((name) => [name, { brokerName: name, brokerAddrs: { 0: `${addressOf(name)}:10100` } }]),
    ),
  };
  function bodyFor(broker: Broker | undefined, { code, fields, body }: RemotingRequest): object {
    if (code === requestCodes.getBrokerClusterInfo) return view;
    assert.ok(broker);
    switch (code) {
      case requestCodes.getBrokerClusterAclConfig:
        return { plainAccessConfigs: broker.users.map((accessKey) => ({ accessKey, secretKey: 'secret' })) };
      case requestCodes.updateAclConfig:
        broker.users.push(String(fields?.['accessKey']));
        return {};
      case requestCodes.updateAndCreateSubscriptionGroup:
        broker.groups.push((JSON.parse(String(body)) as { groupName: string }).groupName);
        return {};
      default:
        assert.equal(code, requestCodes.getAllSubscriptionGroupConfig);
        return { subscriptionGroupTable: Object.fromEntries(broker.groups.map((name) => [name, {}])) };
    }
  }
  return createClusterConnections(
    cluster,
    () => 0,
    async ({ address }) => {
      const broker = brokers.get(names.find((name) => addressOf(name) === address) ?? '');
      const call = async (request: RemotingRequest): Promise<RemotingFrame> => ({
        code: 0,
        opaque: 1,
        isAnswer: true,
        remark: '',
        fields: new Map(),
        body: Buffer.from(JSON.stringify(bodyFor(broker, request))),
      });
      return { isOpen: true, ask: call, call, close: () => undefined };
    },
  );
}

test('a broker that was added gets the users, and the consumer groups that are on all others', async () => {
  const brokers = new Map<string, Broker>([
    [
      'broker-1',
      { users: ['polybroker-internal', 'ada-lovelace'], groups: ['TOOLS_CONSUMER', 'all', 'some'] },
    ],
    ['broker-2', { users: ['polybroker-internal', 'ada-lovelace'], groups: ['TOOLS_CONSUMER', 'all'] }],
    ['broker-3', { users: ['polybroker-internal'], groups: ['TOOLS_CONSUMER'] }],
  ]);
  const connections = clusterOf(brokers);
  await fillNewBrokers(connections);
  // Again changes nothing.
  await fillNewBrokers(connections);
  assert.deepEqual(brokers.get('broker-3'), {
    users: ['polybroker-internal', 'ada-lovelace'],
    groups: ['TOOLS_CONSUMER', 'all'],
  });
  assert.deepEqual(brokers.get('broker-2')?.groups, ['TOOLS_CONSUMER', 'all'], 'what was chosen stays');
});
