import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home } from '../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../test/support/huawei-test-cloud.ts';

test('the journal keeps the newest 500 entries of an instance, and all of the others', async (t) => {
  const { send, create, claim, workQueue, nowMs } = await createTestCloud(t);
  const [flapping, quiet] = [await create({ name: 'flapping' }), await create({ name: 'quiet' })];
  const steps = async (id: string) => {
    const path = `${home}/instances/${id}/tasks`;
    const [task] = (await send('GET', path)).json.tasks as { id: string }[];
    const { json } = await send('GET', `${path}/${task?.id}`);
    return (json.tasks[0].step_list as { name: string }[]).map((step) => step.name);
  };
  await workQueue.beginStep(await claim(quiet), 'only', nowMs());
  const worker = await claim(flapping);
  for (let count = 0; count < 520; count += 1) await workQueue.beginStep(worker, `step-${count}`, nowMs());
  const kept = await steps(flapping);
  assert.deepEqual([kept.length, kept[0], kept.at(-1)], [500, 'step-20', 'step-519']);
  assert.deepEqual(await steps(quiet), ['only']);
});
