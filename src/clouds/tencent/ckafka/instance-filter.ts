import type { InstanceFilter } from '../../../domain/instance/instance-repository.ts';
import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { badValue } from '../errors.ts';
import { instanceTypeName, vipList } from './instance-view.ts';
import type { InstancePlacement } from './instance-placement.ts';
import { statusesOfNumber, statusNumber } from './statuses.ts';
import type { TencentTag } from './create-parameters.ts';

/** What DescribeInstances and DescribeInstancesDetail filter by. */
export interface FilterParameters {
  readonly InstanceId?: string;
  readonly SearchWord?: string;
  readonly Status?: readonly number[];
  readonly TagKey?: string;
  readonly VpcId?: string;
  readonly Filters?: readonly { readonly Name: string; readonly Values: readonly string[] }[];
  /** The older form of InstanceIdList: JSON or text between commas. */
  readonly InstanceIds?: string;
  readonly InstanceIdList?: readonly string[];
  readonly TagList?: readonly TencentTag[];
}

export interface InstanceQuestion {
  /** What the store can answer. */
  readonly filter: InstanceFilter;
  /** What only the instance itself tells; null where the store's answer is the whole. */
  readonly matches: ((instance: KafkaInstance) => boolean) | null;
}

/**
 * Turns the filters of a list into a question to the store, and what it cannot answer.
 * @throws TencentError InvalidParameterValue for a filter that does not exist
 */
export function instanceQuestion(asked: FilterParameters, placement: InstancePlacement): InstanceQuestion {
  const tests: ((instance: KafkaInstance) => boolean)[] = [];
  const { InstanceId: id, SearchWord: word, Status: statuses, TagKey: tagKey, VpcId: vpcId } = asked;
  if (word !== undefined && word !== '') tests.push((instance) => isFound(instance, word, placement));
  if (tagKey !== undefined && tagKey !== '') {
    tests.push(({ spec }) => spec.tags.some((tag) => tag.key === tagKey));
  }
  if (vpcId !== undefined && vpcId !== '') {
    tests.push(({ spec }) => isPlacedIn(spec.network, vpcId, placement));
  }
  const ids = listedIds(asked);
  if (ids !== null) tests.push((instance) => ids.has(instance.id));
  for (const { TagKey: key, TagValue: value } of asked.TagList ?? []) {
    tests.push(({ spec }) => spec.tags.some((tag) => tag.key === key && tag.value === value));
  }
  for (const filter of asked.Filters ?? []) tests.push(filterTest(filter, placement));
  const domainStatuses = statuses?.flatMap((number) => statusesOfNumber(number));
  // A failed instance that once ran is not one whose creation failed, though the domain calls both failed.
  if (statuses !== undefined) tests.push((instance) => statuses.includes(statusNumber(instance)));
  return {
    filter: {
      cloud: 'tencent',
      ...(id === undefined || id === '' ? {} : { id }),
      ...(domainStatuses === undefined ? {} : { statuses: domainStatuses }),
    },
    matches: tests.length === 0 ? null : (instance) => tests.every((passes) => passes(instance)),
  };
}

/** SearchWord fits parts of the name, the id, a zone and the ids of the network. */
function isFound(instance: KafkaInstance, word: string, placement: InstancePlacement): boolean {
  const { offering, spec } = instance;
  const shown = placement.shown(spec.network);
  const zones = offering.cloud === 'tencent' ? offering.zoneIds.map(String) : [];
  return [instance.name, instance.id, shown.VpcId, shown.SubnetId, ...zones].some((text) =>
    text.includes(word),
  );
}

function isPlacedIn(
  network: KafkaInstance['spec']['network'],
  id: string,
  placement: InstancePlacement,
): boolean {
  const shown = placement.shown(network);
  return [network.vpcId, network.subnetId, shown.VpcId, shown.SubnetId].includes(id);
}

function listedIds({
  InstanceIdList: list,
  InstanceIds: text,
}: FilterParameters): ReadonlySet<string> | null {
  const older = (text ?? '').match(/ckafka-[a-z0-9]{8}/g);
  if ((list === undefined || list.length === 0) && (text === undefined || text === '')) return null;
  return new Set([...(list ?? []), ...(older ?? [])]);
}

function filterTest(
  { Name: name, Values: values }: { readonly Name: string; readonly Values: readonly string[] },
  placement: InstancePlacement,
): (instance: KafkaInstance) => boolean {
  if (values.length > 10) throw badValue('Filters.Values', undefined, 'at most 10 values');
  switch (name.toLowerCase()) {
    case 'ip':
      return ({ endpoints }) => vipList(endpoints).some(({ Vip: vip }) => values.includes(vip));
    case 'vpcid':
    case 'subnetid':
      return ({ spec }) => values.some((value) => isPlacedIn(spec.network, value, placement));
    case 'instancetype':
      return (instance) => values.includes(instanceTypeName(instance));
    case 'instanceid':
      return ({ id }) => values.includes(id);
    default:
      throw badValue('Filters.Name', name, 'Ip, VpcId, SubNetId, InstanceType or InstanceId');
  }
}
