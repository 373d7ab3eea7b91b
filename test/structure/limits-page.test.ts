import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createBodySchema } from '../../src/clouds/huawei/kafka/create-body.ts';
import { limitsPage, outcomesOnPage } from '../support/limits-page.ts';

test('docs/limits.md says of every parameter of a create call what it does', () => {
  const page = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const named = new Set(
    rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
  );
  assert.deepEqual(
    Object.keys(createBodySchema.properties).filter((parameter) => !named.has(parameter)),
    [],
  );
});

test('a run of some proofs leaves what others measured on the page', () => {
  const versions = ['2.3.0', '4.3'];
  const claims = ['one', 'another'];
  const text = { title: 'A title', before: 'Before.', after: 'After.' };
  const first = limitsPage(
    new Map([['one', new Map([['4.3', '96 %']])]]),
    claims,
    versions,
    'a machine',
    text,
  );
  const all = outcomesOnPage(first);
  assert.equal(all.get('one')?.get('4.3'), '96 %');
  all.set('another', new Map([['2.3.0', 'yes']]));
  const second = outcomesOnPage(limitsPage(all, claims, versions, 'a machine', text));
  assert.deepEqual(
    [...(second.get('one') ?? [])],
    [
      ['2.3.0', 'not run yet'],
      ['4.3', '96 %'],
    ],
  );
  assert.deepEqual(
    [...(second.get('another') ?? [])],
    [
      ['2.3.0', 'yes'],
      ['4.3', 'not run yet'],
    ],
  );
});
