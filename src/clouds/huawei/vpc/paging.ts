import type { Query } from '../query.ts';
import { integerParameter } from '../query.ts';

/**
 * A page of a list of the network service: `limit` items after the one with the id `marker`. A marker that is not in the
 * list gives an empty page, so that a client that loops comes to an end.
 */
export function pageOf<T extends { readonly id: string }>(items: readonly T[], query: Query): readonly T[] {
  // 2000 is the service's default.
  const limit = integerParameter(query, 'limit', 2000, { min: 0, max: 2 ** 31 - 1 }, 'VPC.0101');
  const marker = query.get('marker') ?? '';
  const start = marker === '' ? 0 : items.findIndex((item) => item.id === marker) + 1;
  if (marker !== '' && start === 0) return [];
  return items.slice(start, start + limit);
}

/** Whether a list is asked for the default enterprise project, the only one so far, or for all. */
export function asksForDefaultEnterpriseProject(query: Query): boolean {
  return ['', '0', 'all_granted_eps'].includes(query.get('enterprise_project_id') ?? '');
}
