import { randomUUID } from 'node:crypto';
import type { Store } from '../../src/domain/store.ts';
import { alice, ownersPassword } from '../support/owners.ts';
import { zoneIds } from '../support/huawei-create-body.ts';
import type { CorpusEntry } from './cases.ts';
import type { Draft } from './mutations.ts';

/** Puts ids of what exists in place of the corpus's placeholders. */
export interface Placeholders {
  fill(entry: CorpusEntry): Draft;
  /** Looks anew at what exists. */
  refresh(): Promise<void>;
}

/** The first network is the one of all instances; the requests that delete are given the others, which requests made. */
export async function createPlaceholders(store: Store): Promise<Placeholders> {
  const { projectId, userName, accountName } = alice.caller;
  let names = 0;
  let ids: Readonly<Record<string, readonly string[]>> = {};

  async function refresh(): Promise<void> {
    const { instances } = await store.instances.list(projectId, {}, { offset: 0, limit: 20 });
    const [vpc, ...ownVpcs] = await store.networks.listVpcs(projectId);
    const subnets = await store.networks.listSubnets(projectId);
    const [group, ...ownGroups] = await store.networks.listSecurityGroups(projectId);
    const tasks = await Promise.all(
      instances.slice(0, 5).map(({ id }) => store.tasks.list(projectId, id, {}, { offset: 0, limit: 3 })),
    );
    const scheduled = await Promise.all(
      instances
        .slice(0, 5)
        .map(({ id }) => store.scheduledTasks.list(projectId, id, {}, { offset: 0, limit: 3 })),
    );
    ids = {
      instance_id: idsOf(instances),
      task_id: tasks.flatMap((page) => idsOf(page.tasks)),
      scheduled_task_id: scheduled.flatMap((page) => idsOf(page.tasks)),
      vpc_id: idsOf([vpc]),
      subnet_id: idsOf(subnets.filter((subnet) => subnet.vpcId === vpc?.id).slice(0, 1)),
      security_group_id: idsOf([group]),
      own_vpc_id: idsOf(ownVpcs),
      own_subnet_id: idsOf(subnets.filter((subnet) => subnet.vpcId !== vpc?.id)),
      own_group_id: idsOf(ownGroups),
      rule_id: ownGroups.flatMap(({ rules }) => idsOf(rules)),
      publicip_id: idsOf(await store.publicAddresses.list(projectId)),
    };
  }

  function valueOf(name: string): string {
    switch (name) {
      case 'project_id':
        return projectId;
      case 'zone_id':
        return zoneIds[0] ?? '';
      case 'user_name':
        return userName;
      case 'account_name':
        return accountName;
      case 'owners_password':
        return ownersPassword;
      case 'name':
        return `fuzz-${++names}`;
      default: {
        const known = ids[name] ?? [];
        return known[++names % known.length] ?? randomUUID();
      }
    }
  }

  const fillText = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name));
  await refresh();
  return {
    refresh,
    fill: ({ method, target, headers, body }) => ({
      method,
      target: fillText(target),
      headers: {
        'user-agent': 'huaweicloud-usdk-nodejs/3.0',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, fillText(value)])),
      },
      body: Buffer.from(body === undefined ? '' : fillText(JSON.stringify(body))),
    }),
  };
}

function idsOf(items: readonly ({ readonly id: string } | undefined)[]): readonly string[] {
  return items.flatMap((item) => (item === undefined ? [] : [item.id]));
}
