import type { Group } from '../administration/groups.ts';
import type { RunningClusters } from '../administration/running-clusters.ts';
import type { Annotation } from '../annotation/annotation.ts';
import type { AnnotationRepository } from '../annotation/annotation-repository.ts';
import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';

/**
 * Consumer groups as the clouds have them: beside those that brokers know, because a consumer was there, there are those that
 * an owner made beforehand. Brokers have no groups without offsets or members; such a one is empty until somebody joins it.
 * All methods throw DomainError instance-not-found, instance-busy, instance-unavailable.
 */
export interface ConsumerGroupService {
  /** By name. */
  list(caller: Caller, instanceId: string): Promise<readonly ConsumerGroup[]>;
  /** @throws DomainError group-not-found */
  get(caller: Caller, instanceId: string, name: string): Promise<ConsumerGroup>;
  /** @throws DomainError group-exists */
  create(caller: Caller, instanceId: string, name: string, description: string): Promise<void>;
  /** Gives the group another description. @throws DomainError group-not-found */
  describe(caller: Caller, instanceId: string, name: string, description: string): Promise<void>;
  /** With its offsets. @throws DomainError group-not-found, group-not-empty */
  delete(caller: Caller, instanceId: string, name: string): Promise<void>;
}

export interface ConsumerGroup extends Omit<Group, 'coordinatorId'> {
  /** Null for a group that brokers do not know yet. */
  readonly coordinatorId: number | null;
  readonly description: string;
  /** Null for a group that came with its consumers. */
  readonly createdAtMs: number | null;
}

export interface ConsumerGroupServiceParts {
  readonly clusters: RunningClusters;
  readonly annotations: AnnotationRepository;
  readonly nowMs: () => number;
}

export function createConsumerGroupService({
  clusters,
  annotations,
  nowMs,
}: ConsumerGroupServiceParts): ConsumerGroupService {
  async function all(caller: Caller, instanceId: string) {
    const { administration } = await clusters.of(caller, instanceId);
    const known = new Map((await administration.groups.list()).map((group) => [group.id, group]));
    return { administration, known, made: await annotations.list(instanceId, 'group') };
  }

  async function require(caller: Caller, instanceId: string, name: string) {
    const { administration, known, made } = await all(caller, instanceId);
    const [group, annotation] = [known.get(name), made.get(name)];
    if (group === undefined && annotation === undefined) {
      throw new DomainError('group-not-found', `There is no consumer group ${name}.`);
    }
    return { administration, group, annotation };
  }

  return {
    async list(caller, instanceId) {
      const { known, made } = await all(caller, instanceId);
      return [...new Set([...known.keys(), ...made.keys()])]
        .toSorted()
        .map((name) => consumerGroup(name, known.get(name), made.get(name)));
    },

    async get(caller, instanceId, name) {
      const { group, annotation } = await require(caller, instanceId, name);
      return consumerGroup(name, group, annotation);
    },

    async create(caller, instanceId, name, description) {
      const { known, made } = await all(caller, instanceId);
      if (known.has(name) || made.has(name)) {
        throw new DomainError('group-exists', `There is a consumer group ${name} already.`);
      }
      await annotations.save(instanceId, { kind: 'group', name, description, createdAtMs: nowMs() });
    },

    async describe(caller, instanceId, name, description) {
      const { annotation } = await require(caller, instanceId, name);
      const createdAtMs = annotation?.createdAtMs ?? nowMs();
      await annotations.save(instanceId, { kind: 'group', name, description, createdAtMs });
    },

    async delete(caller, instanceId, name) {
      const { administration, group } = await require(caller, instanceId, name);
      if (group !== undefined) await administration.groups.delete(name);
      await annotations.remove(instanceId, 'group', name);
    },
  };
}

function consumerGroup(
  name: string,
  group: Group | undefined,
  annotation: Annotation | undefined,
): ConsumerGroup {
  return {
    ...(group ?? {
      id: name,
      state: 'empty',
      protocolType: '',
      assignor: '',
      coordinatorId: null,
      members: [],
    }),
    description: annotation?.description ?? '',
    createdAtMs: annotation?.createdAtMs ?? null,
  };
}
