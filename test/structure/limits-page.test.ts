import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createBodySchema } from '../../src/clouds/huawei/kafka/create-body.ts';
import { createBodySchema as rocketmqSchema } from '../../src/clouds/huawei/rocketmq/create-body.ts';
import tencentCatalog from '../../src/clouds/tencent/ckafka/operation-catalog.json' with { type: 'json' };
import { limitsPage, outcomesOnPage } from '../support/limits-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/limits.md'), 'utf8');
const limitsRows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const quoted = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const named = new Set(limitsRows.flatMap(([, first]) => quoted(first)));

test('docs/limits.md says of every parameter of a create call what it does', () => {
  const ordering = new Set(['CreatePostPaidInstance', 'CreateInstancePre']);
  const tencent = tencentCatalog.filter(({ name }) => ordering.has(name));
  assert.equal(tencent.length, 2);
  const parameters = [
    ...Object.keys(createBodySchema.properties),
    ...Object.keys(rocketmqSchema.properties),
    ...tencent.flatMap(({ parameters: known = {} }) => Object.keys(known)),
  ];
  assert.deepEqual(
    parameters.filter((parameter) => !named.has(parameter)),
    [],
  );
});

/** Of CreatePostPaidInstance, by its documentation. */
const errorCodes = [
  'FailedOperation',
  'InternalError',
  'InvalidParameter',
  'InvalidParameterValue.InstanceNotExist',
  'InvalidParameterValue.NotAllowedEmpty',
  'InvalidParameterValue.RepetitionValue',
  'InvalidParameterValue.SubnetIdInvalid',
  'InvalidParameterValue.SubnetNotBelongToZone',
  'InvalidParameterValue.VpcIdInvalid',
  'InvalidParameterValue.WrongAction',
  'InvalidParameterValue.ZoneNotSupport',
  'ResourceUnavailable',
  'UnauthorizedOperation',
  'UnsupportedOperation.BatchDelInstanceLimit',
  'UnsupportedOperation.OssReject',
];

for (const code of errorCodes) {
  test(`docs/limits.md names a test that provokes ${code}, or says why it cannot be had`, () => {
    const row = limitsRows.find(([, first]) => first === `\`${code}\``);
    assert.ok(row, 'has no row');
    const [, , when = '', provokedBy] = row;
    const [file] = quoted(provokedBy);
    if (file === undefined) return assert.match(when, /^cannot be had: /);
    const text = readFileSync(join(root, 'src/clouds/tencent/operations', file), 'utf8');
    assert.ok(text.includes(`'${code}'`), `${file} does not speak of it`);
  });
}

test('docs/limits.md names only tests that there are', () => {
  const files = new Set(
    globSync(['src/**/*.test.ts', 'test/**/*.ts'], { cwd: root }).flatMap((file) => [file, basename(file)]),
  );
  const missing = limitsRows
    .flatMap((cells) => quoted(cells.at(-2)))
    .filter((name) => name.endsWith('.ts') && !files.has(name));
  assert.deepEqual(missing, []);
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
