import type { InstanceFilter } from '../../../domain/instance/instance-repository.ts';
import type { InstanceStatus } from '../../../domain/instance/lifecycle.ts';
import { badParameter, HuaweiError } from '../errors.ts';
import { lookUpPlaces } from '../instances/place-lookup.ts';
import { statusesOfWord, statusWords } from '../instances/statuses.ts';
import type { Operation } from '../operation.ts';
import { booleanParameter, integerParameter } from '../query-parameters.ts';
import type { Query } from '../../query.ts';

const opening = Buffer.from('{"instances":[');
const comma = Buffer.from(',');

/** The instances of the project, newest first, a page at a time. */
export const listInstances: Operation = {
  name: 'ListInstances',
  method: 'GET',
  paths: ['/v2/{project_id}/instances'],
  body: 'none',
  async run(call, { instances, networks, instanceText }) {
    const limit = integerParameter(call.query, 'limit', 10, { min: 1, max: 50 });
    const offset = integerParameter(call.query, 'offset', 0, { min: 0, max: 1e15 }, 'DMS.40050010');
    const filter = filterOf(call.query);
    const found =
      filter === 'nothing'
        ? { instances: [], total: 0 }
        : await instances.list(call.caller, filter, { offset, limit });
    // The real service refuses a page behind the end. The first page of an empty list is not behind it.
    if (offset > 0 && offset >= found.total) {
      throw new HuaweiError(
        'DMS.40050010',
        `Parameter offset was ${offset}; allowed: less than ${found.total}, the number of instances.`,
      );
    }
    const placeOf = await lookUpPlaces(networks, call.caller, found.instances);
    const chunks: Buffer[] = [opening];
    for (const instance of found.instances) {
      if (chunks.length > 1) chunks.push(comma);
      chunks.push(instanceText(instance, placeOf(instance)));
    }
    chunks.push(Buffer.from(`],"instance_num":${found.total}}`));
    return { status: 200, json: Buffer.concat(chunks) };
  },
};

/** What the query asks for; `nothing` where no instance of ours can fit. */
function filterOf(query: Query): InstanceFilter | 'nothing' {
  const engine = given(query, 'engine');
  const enterpriseProject = given(query, 'enterprise_project_id');
  const id = given(query, 'instance_id');
  const name = given(query, 'name');
  const match = booleanParameter(query, 'exact_match_name') === true ? 'exact' : 'part';
  const statuses = statusesOf(query);
  if (engine !== undefined && !['kafka', 'reliability', 'rocketmq', 'rabbitmq'].includes(engine)) {
    throw badParameter('DMS.00400007', 'engine', engine, 'kafka, reliability, rocketmq or rabbitmq');
  }
  if (engine === 'rabbitmq' || statuses?.length === 0) return 'nothing';
  return {
    cloud: 'huawei',
    ...(engine === undefined
      ? {}
      : { engine: engine === 'kafka' ? ('kafka' as const) : ('rocketmq' as const) }),
    ...(id === undefined ? {} : { id: id.toLowerCase() }),
    ...(name === undefined ? {} : { name: { text: name, match } }),
    ...(statuses === null ? {} : { statuses }),
    ...(showsFailedCreations(query) ? {} : { failedCreations: 'hidden' }),
    // Terraform's word for no restriction.
    ...(enterpriseProject === undefined || enterpriseProject === 'all_granted_eps'
      ? {}
      : { enterpriseProjectId: enterpriseProject }),
  };
}

/** The statuses that are asked for, or null for all. */
function statusesOf(query: Query): readonly InstanceStatus[] | null {
  const word = given(query, 'status');
  if (word === undefined) return null;
  const asked = statusesOfWord(word);
  if (asked === null) throw badParameter('DMS.00400062', 'status', word, statusWords.join(', '));
  return asked;
}

/**
 * Whether instances that failed before they ever ran are in the list: as on the cloud only with `include_failure` true,
 * and where ERROR is asked for by name. Instances that broke later always are.
 */
function showsFailedCreations(query: Query): boolean {
  return booleanParameter(query, 'include_failure') ?? given(query, 'status') !== undefined;
}

/** The value of a parameter; an empty one counts as absent, as clients send the filters that they leave open. */
function given(query: Query, name: string): string | undefined {
  return query.get(name) || undefined;
}
