import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleInstance } from '../../../../test/support/example-instance.ts';
import type { ResolvedPlace } from '../../../domain/network/network-service.ts';
import { createZoneDirectory } from '../zone-directory.ts';
import { createInstanceText } from './instance-text.ts';
import { instanceView } from './instance-view.ts';

const zones = createZoneDirectory('cn-north-4');
const instance = exampleInstance('project');
const place = {
  vpc: { name: 'vpc' },
  subnet: { name: 'subnet', cidr: '192.168.0.0/24' },
  securityGroup: { name: 'group' },
} as ResolvedPlace;

test('the text is the view, also after the instance, its networks or its public addresses changed', () => {
  const textOf = createInstanceText(zones);
  const renamed = { ...place, vpc: { ...place.vpc, name: 'renamed' } };
  const asked: Parameters<typeof textOf>[] = [
    [instance, place, []],
    [instance, { ...place }, []],
    [instance, renamed, []],
    [instance, null, []],
    [instance, renamed, ['127.1.0.1']],
    [instance, renamed, ['127.1.0.1', '127.1.0.2']],
    [{ ...instance, status: 'running' }, renamed, []],
    [instance, renamed, []],
  ];
  for (const [shown, where, addresses] of asked) {
    assert.equal(
      textOf(shown, where, addresses),
      JSON.stringify(instanceView(shown, where, addresses, zones)),
    );
  }
});
