import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { coveragePages } from '../../scripts/coverage.ts';

for (const { file, text } of coveragePages) {
  test(`${basename(file)} tells what is answered; npm run coverage writes it`, () => {
    assert.equal(readFileSync(file, 'utf8'), text());
  });
}
