import type { ErrorCode } from '../error-catalog.ts';
import type { Query } from '../../query.ts';
import { integerParameter } from '../query-parameters.ts';

/**
 * A page of a list of the network service: `limit` items after the one with the id `marker`. A marker that is not in the
 * list gives an empty page, so that a client that loops comes to an end.
 */
export function pageOf<T extends { readonly id: string }>(
  items: readonly T[],
  query: Query,
  code: ErrorCode = 'VPC.0101',
): readonly T[] {
  // 2000 is the service's default.
  const limit = integerParameter(query, 'limit', 2000, { min: 0, max: 2 ** 31 - 1 }, code);
  const marker = query.get('marker') ?? '';
  const start = marker === '' ? 0 : items.findIndex((item) => item.id === marker) + 1;
  if (marker !== '' && start === 0) return [];
  return items.slice(start, start + limit);
}

/** Those of the enterprise project that the query names; all where it names none, or says so in Huawei's word. */
export function ofEnterpriseProject<T extends { readonly enterpriseProjectId: string }>(
  items: readonly T[],
  query: Query,
): readonly T[] {
  const id = query.get('enterprise_project_id') ?? '';
  return id === '' || id === 'all_granted_eps'
    ? items
    : items.filter((item) => item.enterpriseProjectId === id);
}
