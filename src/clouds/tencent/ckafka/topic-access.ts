import { isIP } from 'node:net';
import { holdsFor } from '../../../domain/access-rule-set/access-rule-set.ts';
import { setTopicAllowList } from '../../../domain/administration/topic-allow-list.ts';
import type { RunningCluster } from '../../../domain/administration/running-clusters.ts';
import type { Caller } from '../../../domain/identity/caller.ts';
import { badValue, TencentError } from '../errors.ts';
import type { Services } from '../operation.ts';
import { checkSwitch } from './create-order.ts';

/** What CreateTopic and ModifyTopicAttributes say of who may use a topic. */
export interface TopicAccessParameters {
  readonly EnableWhiteList?: number;
  readonly IpWhiteList?: readonly string[];
  readonly EnableAclRule?: number;
  readonly AclRuleName?: string;
}

/** What is to be changed; null leaves it as it is. */
export interface TopicAccess {
  readonly allowList: readonly string[] | null;
  /** The template that the topic is given; empty to take all that it has. */
  readonly ruleName: string | null;
}

/**
 * Terraform switches the list on without addresses, and adds them by CreateTopicIpWhiteList right after: until then the topic
 * is open, and is shown so.
 * @throws TencentError InvalidParameterValue, InvalidParameterValue.NotAllowedEmpty
 */
export function topicAccess(asked: TopicAccessParameters): TopicAccess {
  const { EnableWhiteList: listed, EnableAclRule: ruled, AclRuleName: ruleName = '' } = asked;
  const addresses = checkAllowList(asked.IpWhiteList ?? []);
  const isListed = listed === undefined ? addresses.length > 0 : checkSwitch('EnableWhiteList', listed);
  const isRuled = ruled === undefined ? ruleName !== '' : checkSwitch('EnableAclRule', ruled);
  if (isRuled && ruleName === '') {
    throw new TencentError(
      'InvalidParameterValue.NotAllowedEmpty',
      'Parameter `AclRuleName` is required where EnableAclRule is 1.',
    );
  }
  return {
    allowList: isListed ? (addresses.length > 0 ? addresses : null) : listed === 0 ? [] : null,
    ruleName: isRuled ? ruleName : ruled === 0 ? '' : null,
  };
}

export async function applyTopicAccess(
  { instance, administration }: RunningCluster,
  { accessRuleSets }: Pick<Services, 'accessRuleSets'>,
  caller: Caller,
  topic: string,
  { allowList, ruleName }: TopicAccess,
): Promise<void> {
  if (allowList !== null) await setTopicAllowList(administration.acls, topic, allowList);
  if (ruleName === '') await accessRuleSets.takeAll(caller, instance.id, topic);
  else if (ruleName !== null) await accessRuleSets.give(caller, instance.id, topic, ruleName);
}

/** Whether a topic has the rules of this name; all have those of none. */
export async function ruledBy(
  { accessRuleSets }: Pick<Services, 'accessRuleSets'>,
  caller: Caller,
  instanceId: string,
  ruleName: string,
): Promise<(topic: string) => boolean> {
  if (ruleName === '') return () => true;
  const set = (await accessRuleSets.list(caller, instanceId)).find(({ name }) => name === ruleName);
  return (topic) => set !== undefined && holdsFor(set, topic);
}

/** Addresses of a topic's allow-list. @throws TencentError InvalidParameterValue */
export function checkAllowList(addresses: readonly string[]): readonly string[] {
  const wrong = addresses.find((address) => isIP(address) === 0);
  if (wrong !== undefined) throw badValue('IpWhiteList', wrong, 'IP addresses; networks are not supported');
  return [...new Set(addresses)];
}
