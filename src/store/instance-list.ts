import { type Kysely, sql } from 'kysely';
import type { InstanceFilter, InstanceRepository } from '../domain/instance/instance-repository.ts';
import { instanceColumns, type InstanceColumns, toInstance } from './instance-row.ts';
import { type ParameterOf, prepareQuery } from './prepared-query.ts';
import type { Schema } from './schema.ts';

type Name =
  | 'projectId'
  | 'cloud'
  | 'engine'
  | 'id'
  | 'name'
  | 'enterpriseProjectId'
  | 'limit'
  | 'offset'
  | `status${number}`;
type Parameters = ParameterOf<Name>;
type Values = Readonly<Record<Name, unknown>>;

interface ListQueries {
  readonly page: (values: Values) => Promise<readonly InstanceColumns[]>;
  readonly total: (values: Values) => Promise<readonly { total: number | string | null }[]>;
}

/** Lists instances. The queries of each combination of filters are built when it is first asked for. */
export function createInstanceList(database: Kysely<Schema>): InstanceRepository['list'] {
  const queriesOf = new Map<string, ListQueries>();

  function queriesFor(filter: InstanceFilter): ListQueries {
    const shape = JSON.stringify([
      filter.cloud !== undefined,
      filter.engine !== undefined,
      filter.id !== undefined,
      filter.name?.match,
      filter.statuses?.length,
      filter.enterpriseProjectId !== undefined,
      filter.failedCreations,
    ]);
    const known = queriesOf.get(shape);
    if (known !== undefined) return known;
    const isCounted = filter.id === undefined && filter.name === undefined;
    const queries: ListQueries = {
      page: prepareQuery<Name, InstanceColumns>(database, (parameter) =>
        matchingInstances(database, filter, parameter)
          .select(instanceColumns)
          .orderBy('position', 'desc')
          .limit(parameter('limit'))
          .offset(parameter('offset')),
      ),
      total: prepareQuery<Name, { total: number | string | null }>(database, (parameter) =>
        isCounted
          ? matchingCounts(database, filter, parameter).select(sql<number | null>`sum(total)`.as('total'))
          : matchingInstances(database, filter, parameter).select(sql<number>`count(*)`.as('total')),
      ),
    };
    queriesOf.set(shape, queries);
    return queries;
  }

  return async (projectId, filter, page) => {
    const queries = queriesFor(filter);
    const { cloud, engine, id, enterpriseProjectId } = filter;
    const statuses = Object.fromEntries(
      (filter.statuses ?? []).map((status, index) => [`status${index}`, status]),
    );
    const values: Values = {
      projectId,
      cloud,
      engine,
      id,
      name: filter.name?.text,
      enterpriseProjectId,
      limit: page.limit,
      offset: page.offset,
      ...statuses,
    };
    const total = Number((await queries.total(values))[0]?.total ?? 0);
    const rows = page.offset >= total ? [] : await queries.page(values);
    return { instances: rows.map(toInstance), total };
  };
}

function matchingInstances(database: Kysely<Schema>, filter: InstanceFilter, parameter: Parameters) {
  let query = database.selectFrom('instances').where('project_id', '=', parameter('projectId'));
  if (filter.cloud !== undefined) query = query.where('cloud', '=', parameter('cloud'));
  if (filter.engine !== undefined) query = query.where('engine', '=', parameter('engine'));
  if (filter.id !== undefined) query = query.where('id', '=', parameter('id'));
  if (filter.statuses !== undefined) query = query.where('status', 'in', statusesOf(filter, parameter));
  if (filter.enterpriseProjectId !== undefined) {
    query = query.where('enterprise_project_id', '=', parameter('enterpriseProjectId'));
  }
  if (filter.failedCreations !== undefined) {
    const failedCreation = sql<boolean>`(status = 'failed' and ready_at_ms is null)`;
    query = query.where(
      filter.failedCreations === 'only' ? failedCreation : sql<boolean>`not ${failedCreation}`,
    );
  }
  if (filter.name?.match === 'exact') query = query.where('name', '=', parameter('name'));
  if (filter.name?.match === 'part') {
    // instr and not LIKE: the text may hold LIKE's own wildcards.
    query = query.where(sql<boolean>`instr(name, ${parameter('name')}) > 0`);
  }
  return query;
}

/** The same for filters that the counts know. */
function matchingCounts(database: Kysely<Schema>, filter: InstanceFilter, parameter: Parameters) {
  let query = database.selectFrom('instance_counts').where('project_id', '=', parameter('projectId'));
  if (filter.cloud !== undefined) query = query.where('cloud', '=', parameter('cloud'));
  if (filter.engine !== undefined) query = query.where('engine', '=', parameter('engine'));
  if (filter.statuses !== undefined) query = query.where('status', 'in', statusesOf(filter, parameter));
  if (filter.enterpriseProjectId !== undefined) {
    query = query.where('enterprise_project_id', '=', parameter('enterpriseProjectId'));
  }
  if (filter.failedCreations !== undefined) {
    const failedCreation = sql<boolean>`(status = 'failed' and was_ready = 0)`;
    query = query.where(
      filter.failedCreations === 'only' ? failedCreation : sql<boolean>`not ${failedCreation}`,
    );
  }
  return query;
}

function statusesOf(filter: InstanceFilter, parameter: Parameters): never[] {
  return (filter.statuses ?? []).map((_, index) => parameter(`status${index}`));
}
