import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { coverageFile, coverageText } from '../../scripts/coverage.ts';

test('the coverage page tells what is answered; npm run coverage writes it', () => {
  assert.equal(readFileSync(coverageFile, 'utf8'), coverageText());
});
