import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleInstance } from '../../../../test/support/example-instance.ts';
import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import type { ResolvedPlace } from '../../../domain/network/network.ts';
import { createZoneDirectory } from '../zone-directory.ts';
import { createInstanceText } from './instance-text.ts';
import { instanceView } from '../kafka/instance-view.ts';

const zones = createZoneDirectory('cn-north-4');
const instance = exampleInstance('project');
const place = {
  vpc: { name: 'vpc' },
  subnet: { name: 'subnet', cidr: '192.168.0.0/24' },
  securityGroup: { name: 'group' },
} as ResolvedPlace;

test('the text is the view, also after the instance, its networks or its use changed', () => {
  let usedGb = 0;
  const textOf = createInstanceText(
    zones,
    () => usedGb,
    () => 0,
  );
  const renamed = { ...place, vpc: { ...place.vpc, name: 'renamed' } };
  const asked: [KafkaInstance, ResolvedPlace | null][] = [
    [instance, place],
    [instance, { ...place }],
    [instance, renamed],
    [instance, null],
    [{ ...instance, status: 'running' }, renamed],
    [instance, renamed],
  ];
  const assertView = ([shown, where]: (typeof asked)[number]) =>
    assert.equal(String(textOf(shown, where)), JSON.stringify(instanceView(shown, where, usedGb, zones)));
  for (const one of asked) assertView(one);
  usedGb = 7;
  assertView([instance, renamed]);
});
