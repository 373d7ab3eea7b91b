import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberKey, planAdoption } from './adoption.ts';
import type { MarkedProcess } from './member-marker.ts';

function marked(
  pid: number,
  instanceId: string,
  memberName: string,
  over: { ticks?: number; session?: number } = {},
): MarkedProcess {
  return {
    identity: { pid, startTicks: over.ticks ?? pid, bootId: 'boot' },
    sessionId: over.session ?? pid,
    marker: { dataDir: '/data', instanceId, memberName },
  };
}

const known = new Set(['i1']);
const key = memberKey('i1', 'b1');

function outcome(plan: ReturnType<typeof planAdoption>) {
  return {
    adopt: [...plan.adopt].map(([of, { pid }]) => `${of}=${pid}`),
    end: plan.end.map(({ pid }) => pid),
  };
}

test('a living member of a known instance is adopted with what it started; one of an unknown instance ends with it', () => {
  const processes = [
    marked(10, 'i1', 'b1'),
    marked(11, 'i1', 'b1', { session: 10 }),
    marked(20, 'gone', 'b1'),
    marked(21, 'gone', 'b1', { session: 20 }),
  ];
  assert.deepEqual(outcome(planAdoption(known, processes, new Map())), {
    adopt: [`${key}=10`],
    end: [20, 21],
  });
});

test('of two processes of one member the recorded one stays, without a record the oldest', () => {
  const older = marked(30, 'i1', 'b1', { ticks: 5 });
  const newer = marked(10, 'i1', 'b1', { ticks: 9 });
  for (const processes of [
    [older, newer],
    [newer, older],
  ]) {
    assert.deepEqual(outcome(planAdoption(known, processes, new Map())), { adopt: [`${key}=30`], end: [10] });
    const recorded = new Map([[key, newer.identity]]);
    assert.deepEqual(outcome(planAdoption(known, processes, recorded)), { adopt: [`${key}=10`], end: [30] });
  }
});

test('what a member that died left behind ends', () => {
  const plan = planAdoption(known, [marked(11, 'i1', 'b1', { session: 10 })], new Map());
  assert.deepEqual(outcome(plan), { adopt: [], end: [11] });
});

test('a recorded process counts though its marker cannot be read', () => {
  const recorded = new Map([[key, { pid: 10, startTicks: 10, bootId: 'boot' }]]);
  assert.deepEqual(outcome(planAdoption(known, [], recorded)), { adopt: [`${key}=10`], end: [] });
});
