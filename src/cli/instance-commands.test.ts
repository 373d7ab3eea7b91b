import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testInstance } from '../engines/kafka/testing/test-cluster.ts';
import type { RecordedMember } from '../runtimes/process/recorded-members.ts';
import { type InstanceCommandParts, listInstances, showInstance } from './instance-commands.ts';

const instance = { ...testInstance(), statusReason: 'A broker is down.' };
const projectNames = new Map([['project', 'team-a']]);
const broker: RecordedMember = {
  name: 'broker-1',
  pid: 4711,
  startedAtMs: Date.UTC(2030, 0, 2, 3, 4),
  crashes: 1,
  executable: '/java/bin/java',
};
const parts: InstanceCommandParts = {
  overview: {
    all: () => Promise.resolve([instance]),
    find: (id) => Promise.resolve(id === instance.id ? instance : null),
  },
  addressesOf: () =>
    Promise.resolve(
      new Map([
        ['broker-1', '127.64.0.1'],
        ['zookeeper-1', '127.64.0.2'],
      ]),
    ),
  membersOf: () => [
    broker,
    { ...broker, name: 'broker-2', pid: null, executable: '/gone/bin/java' },
    { ...broker, name: 'broker-3', executable: null },
  ],
  patchOf: () => '2.3.1',
  probeJava: (executable) =>
    Promise.resolve(
      executable.startsWith('/gone')
        ? { kind: 'broken', reason: 'ENOENT' }
        : { kind: 'java', installation: { executable, version: '17.0.15', major: 17, home: '/java' } },
    ),
};

test('the list names the version that was asked for and the one that runs, and how many members do', async () => {
  const [, row = ''] = (await listInstances(parts, projectNames)).split('\n');
  assert.deepEqual(row.split(/ {2,}/), [
    instance.id,
    'kafka-test',
    'team-a',
    'kafka 2.3.0',
    '2.3.1',
    'creating',
    '2 of 3',
    'A broker is down.',
  ]);
});

test('an instance is shown with the Java of each member, as far as it is known', async () => {
  const text = await showInstance(parts, projectNames, instance.id);
  assert.match(text, /^version {2}kafka 2\.3\.0, which runs as 2\.3\.1$/m);
  assert.match(text, /^reason {3}A broker is down\.$/m);
  const rows = text.split('\n').map((line) => line.split(/ {2,}/));
  const rowOf = (name: string) => rows.find(([first]) => first === name)?.slice(1);
  const started = '2030-01-02T03:04Z';
  assert.deepEqual(rowOf('broker-1'), ['127.64.0.1', 'running', '4711', started, '1', '17.0.15', '/java']);
  const gone = '/gone/bin/java does not run any more: ENOENT';
  assert.deepEqual(rowOf('broker-2'), ['-', 'not running', '-', started, '1', '-', gone]);
  assert.deepEqual(rowOf('broker-3'), ['-', 'running', '4711', started, '1', '-', '-']);
  assert.deepEqual(rowOf('zookeeper-1'), ['127.64.0.2', 'not running', '-', '-', '0', '-', '-']);
});

test('an instance that is not there is refused with where to look', async () => {
  await assert.rejects(showInstance(parts, projectNames, 'x'), /There is no instance x\..*instances list/);
});
