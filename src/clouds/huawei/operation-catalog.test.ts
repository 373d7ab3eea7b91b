import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KafkaClient } from '@huaweicloud/huaweicloud-sdk-kafka/v2/public-api.js';
import { RocketMQClient } from '@huaweicloud/huaweicloud-sdk-rocketmq/v2/public-api.js';
import kafkaCatalog from './kafka/operation-catalog.json' with { type: 'json' };
import { operations, supportedOperations } from './operations/index.ts';
import rocketmqCatalog from './rocketmq/operation-catalog.json' with { type: 'json' };
import { supportedNames } from './unsupported-operations.ts';

interface SentRequest {
  readonly method: string;
  readonly url: string;
}

/** What every method of an official SDK's client would send, by the operation's name. */
function sdkOperations(prototype: object): ReadonlyMap<string, SentRequest> {
  const methods = prototype as Record<string, (request: object) => SentRequest>;
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

const lists = [
  { engine: 'kafka', catalog: kafkaCatalog, prototype: KafkaClient.prototype, count: 123 },
  { engine: 'rocketmq', catalog: rocketmqCatalog, prototype: RocketMQClient.prototype, count: 90 },
] as const;

for (const { engine, catalog, prototype, count } of lists) {
  test(`the catalog of ${engine} holds the operations of the official SDK, with their methods and paths`, () => {
    const known = Object.fromEntries(catalog.map(({ name, method, path }) => [name, `${method} ${path}`]));
    const sdk = [...sdkOperations(prototype)].map(([name, { method, url }]) => [name, `${method} ${url}`]);
    assert.equal(sdk.length, count);
    assert.equal(catalog.length, count, 'no operation stands in the catalog twice');
    assert.deepEqual(known, Object.fromEntries(sdk));
  });

  test(`every operation of the catalog of ${engine} is answered or refused by name, and graded`, () => {
    const answered = supportedNames(engine, operations);
    assert.deepEqual(
      catalog.filter(({ name }) => !answered.has(name)),
      [],
    );
    for (const { name, grade } of catalog) assert.match(grade, /^[MSC]$/, name);
    const names = supportedOperations
      .filter((operation) => operation.engine === undefined || operation.engine === engine)
      .map((operation) => operation.name);
    assert.equal(new Set(names).size, names.length, 'no two operations have one name');
  });
}
