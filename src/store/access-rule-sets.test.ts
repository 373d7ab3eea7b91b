import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addProject } from '../../test/support/add-project.ts';
import { openTestStore } from '../../test/support/open-test-store.ts';
import type { AccessRuleSet } from '../domain/access-rule-set/access-rule-set.ts';
import { testInstance } from '../engines/kafka/testing/test-cluster.ts';

test('sets of access rules are kept by instance and name', async (t) => {
  const { store } = await openTestStore(t);
  const { id, ...instance } = testInstance();
  await addProject(store, instance.projectId);
  await store.instances.insert({ id, ...instance }, true);
  const set: AccessRuleSet = {
    name: 'readers',
    topicPrefix: null,
    rules: [{ principal: 'User:a', host: '*', operation: 'read', permission: 'allow' }],
    isForNewTopics: true,
    topics: [],
    description: '',
    createdAtMs: 1,
    updatedAtMs: 1,
  };
  const { accessRuleSets: sets } = store;
  await sets.save(id, set);
  await sets.save(id, { ...set, name: 'a', topicPrefix: 'log-' });
  await sets.save(id, { ...set, topics: ['one'] });
  assert.deepEqual(await sets.find(id, 'readers'), { ...set, topics: ['one'] });
  assert.deepEqual(
    (await sets.list(id)).map(({ name }) => name),
    ['a', 'readers'],
  );
  await sets.remove(id, 'readers');
  assert.equal(await sets.find(id, 'readers'), null);
  assert.deepEqual(await sets.list('another'), []);
});
