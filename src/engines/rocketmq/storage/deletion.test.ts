import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemotingFrame, RemotingRequest } from '../remoting/frame.ts';
import type { RemotingTarget } from '../remoting/remoting-link.ts';
import { testInstance } from '../testing/test-instance.ts';
import { deleteOldest, endDeletion } from './deletion.ts';

const cluster = {
  instance: testInstance('4.8.0'),
  addresses: new Map([
    ['broker-1-1', '127.0.0.4'],
    ['broker-1-2', '127.0.0.5'],
    ['broker-1-3', '127.0.0.6'],
  ]),
  secrets: new Map<string, string>(),
  users: [],
  removedUsers: [],
};
const done: RemotingFrame = {
  code: 0,
  opaque: 1,
  isAnswer: true,
  remark: '',
  fields: new Map(),
  body: Buffer.alloc(0),
};
const files = new Map([
  ['broker-1-1', ['0', '1'].map((name) => ({ path: `dledger-n0/data/${name}`, bytes: 1, modifiedAtMs: 0 }))],
]);
const signal = new AbortController().signal;

/** Replicas of which some do not answer, and what the others were told. */
function brokers(away: readonly string[]) {
  const told = new Map<string, string>();
  const ask = ({ address }: RemotingTarget, { body }: RemotingRequest): Promise<RemotingFrame> => {
    if (away.includes(address)) return Promise.reject(new Error(`${address} is away`));
    told.set(address, String(body));
    return Promise.resolve(done);
  };
  return { told, ask };
}

test('the oldest are deleted by those who answer, as long as somebody does', async () => {
  const { told, ask } = brokers(['127.0.0.5']);
  assert.equal(await deleteOldest(cluster, files, 1, signal, ask), 'under-way');
  assert.deepEqual(
    [...told],
    [
      ['127.0.0.4', 'fileReservedTime=-1'],
      ['127.0.0.6', 'fileReservedTime=-1'],
    ],
  );
  const nobody = brokers([...cluster.addresses.values()]);
  await assert.rejects(deleteOldest(cluster, files, 1, signal, nobody.ask), /127\.0\.0\.4 is away/);
});

test('a deletion has not ended while a replica may go on with it', async () => {
  const { told, ask } = brokers(['127.0.0.5']);
  await assert.rejects(endDeletion(cluster, signal, ask), /127\.0\.0\.5 is away/);
  assert.equal(told.get('127.0.0.6'), 'fileReservedTime=48');
  await endDeletion(cluster, signal, brokers([]).ask);
});
