import assert from 'node:assert/strict';
import catalog from '../../src/clouds/tencent/ckafka/operation-catalog.json' with { type: 'json' };
import {
  type Fields,
  fieldsOf,
  parameterType,
  primitives,
} from '../../src/clouds/tencent/parameters/parameter-types.ts';

/**
 * Asserts that an answer has nothing but the fields that the catalog knows, each of its type: Go clients refuse a number where
 * they expect text.
 */
export function assertAnswerFits(action: string, response: Readonly<Record<string, unknown>>): void {
  const entry = catalog.find(({ name }) => name === action);
  assert.ok(entry?.result, `the catalog has ${action}`);
  const { RequestId: requestId, ...content } = response;
  assert.equal(typeof requestId, 'string');
  fits(content, entry.result, action);
}

function fits(value: unknown, fields: Fields, path: string): void {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), `${path} is an object`);
  for (const [name, field] of Object.entries(value)) {
    const text = fields[name];
    assert.ok(text !== undefined, `${path}.${name} is no field of the cloud's`);
    if (field === null && text.includes('?')) continue;
    const { isList, name: typeName } = parameterType(text);
    if (!isList) fitsOne(field, typeName, `${path}.${name}`);
    else {
      assert.ok(Array.isArray(field), `${path}.${name} is a list`);
      for (const element of field) fitsOne(element, typeName, `${path}.${name}[]`);
    }
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'string',
  bool: 'boolean',
  int64: 'number',
  float: 'number',
};

function fitsOne(value: unknown, typeName: string, path: string): void {
  if (!primitives.has(typeName)) return fits(value, fieldsOf(typeName), path);
  assert.equal(typeof value, kinds[typeName], path);
  if (typeName === 'int64') assert.ok(Number.isSafeInteger(value), `${path} is whole`);
}
