import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KafkaClient } from '@huaweicloud/huaweicloud-sdk-kafka/v2/public-api.js';
import { operations, supportedOperations } from '../operations/index.ts';
import catalog from './operation-catalog.json' with { type: 'json' };

interface SentRequest {
  readonly method: string;
  readonly url: string;
}

/** What every method of the official SDK's client would send, by the operation's name. */
function sdkOperations(): ReadonlyMap<string, SentRequest> {
  const methods = KafkaClient.prototype as unknown as Record<string, (request: object) => SentRequest>;
  // Whatever a method asks of its request is there.
  const request = new Proxy({}, { get: () => 'x' });
  const client = { hcClient: { sendRequest: (options: SentRequest) => options } };
  const names = Object.getOwnPropertyNames(methods).filter(
    (name) => name !== 'constructor' && name !== 'getPath',
  );
  return new Map(
    names.map((name) => [
      `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      methods[name]?.call(client, request) ?? assert.fail(name),
    ]),
  );
}

test('the catalog holds the operations of the official SDK, with their methods and paths', () => {
  const known = Object.fromEntries(catalog.map(({ name, method, path }) => [name, `${method} ${path}`]));
  const sdk = [...sdkOperations()].map(([name, { method, url }]) => [name, `${method} ${url}`]);
  assert.equal(sdk.length, 123);
  assert.equal(catalog.length, 123, 'no operation stands in the catalog twice');
  assert.deepEqual(known, Object.fromEntries(sdk));
});

test('every operation of the catalog is answered or refused by name, and graded', () => {
  const answered = new Set(operations.map((operation) => operation.name));
  assert.deepEqual(
    catalog.filter(({ name }) => !answered.has(name)),
    [],
  );
  for (const { name, grade } of catalog) assert.match(grade, /^[MSC]$/, name);
  const names = supportedOperations.map((operation) => operation.name);
  assert.equal(new Set(names).size, names.length, 'no two operations have one name');
});
