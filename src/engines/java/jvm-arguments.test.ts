import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokerSize } from '../kafka/broker-size.ts';
import { renderJavaArguments } from './jvm-arguments.ts';

test('an argument stands on a line of its own, quoted where Java would split or read it otherwise', () => {
  const lines = renderJavaArguments({ heapMib: 256, tuning: 'small' }, ['/a b/x.jar', '/c\\d/y.jar']).split(
    '\n',
  );
  assert.ok(lines.includes('-Xmx256m'));
  assert.ok(lines.includes('-XX:+UseSerialGC'));
  assert.deepEqual(lines.slice(-3), ['-classpath', '"/a b/x.jar:/c\\\\d/y.jar"', '']);
});

test('large products get the collector and the threads of a server', () => {
  assert.deepEqual(brokerSize(100), brokerSize(300));
  assert.match(renderJavaArguments(brokerSize(1200).jvm, ['x.jar']), /G1GC/);
  const heaps = [100, 300, 600, 1200].map((bandwidth) => brokerSize(bandwidth).jvm.heapMib);
  assert.deepEqual(heaps, [256, 256, 512, 1024]);
});
