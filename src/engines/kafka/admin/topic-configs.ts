import type { TopicConfig, TopicConfigChanges } from '../../../domain/administration/topics.ts';
import { DomainError } from '../../../domain/errors.ts';
import { zooKeeperOf } from './admin-context.ts';
import type { AdminContext } from './admin-context.ts';
import { controllerLink } from './cluster-metadata.ts';
import { changeConfigNode, childrenOf, readConfigNode } from './config-nodes.ts';
import { errorCodes, requireNone } from './error-codes.ts';
import { untilEverywhere } from './everywhere.ts';
import { requireTopicConfig } from './topic-config-rules.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';

const topicResource = 2;
const setByTopic = 1;
const operation = { set: 0, delete: 1 } as const;

/** What the topics set for themselves; those that set nothing are left out. */
export async function readTopicConfigs(
  context: AdminContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, TopicConfig>> {
  if (names.length === 0) return new Map();
  const link = await context.link.toAny();
  const configs =
    wayOf(link, 'readTopicConfigs') === 'describeConfigs'
      ? await describeConfigs(link, names)
      : await readNodes(context, names);
  return new Map(configs.filter(([, config]) => config.size > 0));
}

/** @throws DomainError invalid-topic-config */
export async function alterTopicConfig(
  context: AdminContext,
  name: string,
  changes: TopicConfigChanges,
): Promise<void> {
  const link = await controllerLink(context.link);
  const way = wayOf(link, 'alterTopicConfig');
  const resource = { resourceType: topicResource, resourceName: name } as const;
  if (way === 'zookeeper') {
    requireTopicConfig(changes);
    await zooKeeperOf(context).use((client) => changeConfigNode(client, `topics/${name}`, changes));
    return;
  }
  if (way === 'incrementalAlterConfigs') {
    const configs = [...changes].map(([key, value]) => ({
      name: key,
      configOperation: value === null ? operation.delete : operation.set,
      value,
    }));
    const { responses } = await link.call(
      brokerApis.incrementalAlterConfigs,
      [{ ...resource, configs }],
      false,
    );
    requireAltered(responses);
    await untilApplied(context, name, changes);
    return;
  }
  // This request replaces all that the topic sets.
  const current = (await describeConfigs(link, [name]))[0]?.[1] ?? new Map<string, string>();
  const after = new Map<string, string | null>([...current, ...changes]);
  const configs = [...after].flatMap(([key, value]) => (value === null ? [] : [{ name: key, value }]));
  const { responses } = await link.call(brokerApis.alterConfigs, [{ ...resource, configs }], false);
  requireAltered(responses);
  await untilApplied(context, name, changes);
}

async function untilApplied(context: AdminContext, name: string, changes: TopicConfigChanges): Promise<void> {
  await untilEverywhere(context.link, async (link) => {
    const config = (await describeConfigs(link, [name]))[0]?.[1];
    return [...changes].every(([key, value]) => (config?.get(key) ?? null) === value);
  });
}

function requireAltered(
  responses: readonly { readonly errorCode: number; readonly errorMessage?: string | null | undefined }[],
): void {
  for (const { errorCode, errorMessage } of responses) {
    // Brokers answer -1 (unknown) to some values that they cannot read as the number they expect.
    const isRefusal = [errorCodes.invalidConfig, errorCodes.invalidRequest, -1].includes(errorCode);
    if (isRefusal) {
      throw new DomainError(
        'invalid-topic-config',
        `The brokers do not take the setting: ${errorMessage ?? `error ${errorCode}`}`,
      );
    }
    if (errorCode === errorCodes.policyViolation) {
      throw new DomainError('topic-refused', errorMessage ?? 'The instance does not allow this setting.');
    }
    requireNone(errorCode, 'change a topic', errorMessage ?? null);
  }
}

async function describeConfigs(
  link: BrokerLink,
  names: readonly string[],
): Promise<[name: string, config: TopicConfig][]> {
  const resources = names.map((resourceName) => ({ resourceType: topicResource, resourceName }) as const);
  const { results } = await link.call(brokerApis.describeConfigs, resources, false, false);
  return results.flatMap((result): [string, TopicConfig][] => {
    // Deleted meanwhile.
    if (result.errorCode === errorCodes.unknownTopicOrPartition) return [];
    requireNone(result.errorCode, `describe topic ${result.resourceName}`, result.errorMessage ?? null);
    const own = result.configs.filter(({ configSource }) => configSource === setByTopic);
    return [[result.resourceName, new Map(own.map(({ name, value }) => [name, value ?? '']))]];
  });
}

async function readNodes(
  context: AdminContext,
  names: readonly string[],
): Promise<[name: string, config: TopicConfig][]> {
  return await zooKeeperOf(context).use(async (client) => {
    const written = new Set(await childrenOf(client, '/config/topics'));
    return await Promise.all(
      names
        .filter((name) => written.has(name))
        .map(async (name): Promise<[string, TopicConfig]> => {
          const config = await readConfigNode(client, `topics/${name}`);
          return [name, new Map(Object.entries(config ?? {}))];
        }),
    );
  });
}
