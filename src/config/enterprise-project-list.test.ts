import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEnterpriseProjects } from './enterprise-project-list.ts';

test('enterprise projects are ids, with or without names', () => {
  assert.deepEqual(parseEnterpriseProjects('6db1129f-16af=billing, staging'), [
    { id: '6db1129f-16af', name: 'billing' },
    { id: 'staging', name: 'staging' },
  ]);
  for (const text of ['', 'a,', 'a=', 'a b', 'a=b=c', 'a,a']) {
    assert.equal(parseEnterpriseProjects(text), null, text);
  }
});
