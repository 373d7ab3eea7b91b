import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemotingFrame, RemotingRequest } from '../remoting/frame.ts';
import type { RemotingLink } from '../remoting/remoting-link.ts';
import { requestCodes } from '../remoting/codes.ts';
import { testInstance } from '../testing/test-instance.ts';
import { createClusterConnections } from './cluster-connections.ts';

const addresses = new Map([
  ['nameserver-1', '127.0.0.2'],
  ['nameserver-2', '127.0.0.3'],
  ['broker-1-1', '127.0.0.4'],
  ['broker-1-2', '127.0.0.5'],
  ['broker-1-3', '127.0.0.6'],
]);
const change = { code: requestCodes.updateAndCreateTopic };

function answered(body: object): RemotingFrame {
  return {
    code: 0,
    opaque: 1,
    isAnswer: true,
    remark: '',
    fields: new Map(),
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** Connections of a cluster whose first name server knows these replicas, the leader first. */
function connect(asked: (address: string, request: RemotingRequest) => void) {
  const cluster = {
    instance: testInstance('4.8.0'),
    addresses,
    secrets: new Map<string, string>(),
    users: [],
    removedUsers: [],
  };
  const state = { replicas: ['127.0.0.4', '127.0.0.5', '127.0.0.6'], nowMs: 0, opened: [] as string[] };
  const view = () => ({
    brokerAddrTable: {
      'broker-1': {
        brokerName: 'broker-1',
        brokerAddrs: Object.fromEntries(state.replicas.map((address, id) => [id, `${address}:10100`])),
      },
    },
  });
  const connections = createClusterConnections(
    cluster,
    () => state.nowMs,
    async ({ address }) => {
      state.opened.push(address);
      const call = async (request: RemotingRequest): Promise<RemotingFrame> => {
        asked(address, request);
        return answered(request.code === requestCodes.getBrokerClusterInfo ? view() : {});
      };
      const link: RemotingLink = { isOpen: true, ask: call, call, close: () => undefined };
      return link;
    },
  );
  return { connections, state };
}

test('who asks at the same moment shares a connection', async () => {
  const { connections, state } = connect(() => undefined);
  const [replica] = connections.replicasOf('broker-1');
  assert.ok(replica);
  await Promise.all([1, 2, 3].map(() => connections.askReplica(replica, change)));
  await connections.askReplica(replica, change);
  assert.deepEqual(state.opened, ['127.0.0.4']);
});

test('a change reaches every replica, also one that comes to lead while it is made', async () => {
  const told: string[] = [];
  const { connections, state } = connect((address, { code }) => {
    if (code !== change.code) return;
    told.push(address);
    state.replicas = ['127.0.0.6', '127.0.0.5', '127.0.0.4'];
    // What was known of the cluster is too old to be believed.
    state.nowMs += 60_000;
  });
  await connections.askReplicas('broker-1', change);
  assert.deepEqual(told.toSorted(), ['127.0.0.4', '127.0.0.5', '127.0.0.6']);
});
