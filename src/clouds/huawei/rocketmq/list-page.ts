import { HuaweiError } from '../errors.ts';
import type { Query } from '../../query.ts';
import { pageParameters } from '../query-parameters.ts';

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** What RocketMQ's lists say of themselves, besides. */
  readonly facts: { readonly total: number; readonly previous_offset: number; readonly next_offset: number };
}

/**
 * The part of a list that the query asks for.
 * @throws HuaweiError DMS.40050010 behind the end of a list, by which Terraform's loops end
 */
export function listPage<Item>(query: Query, all: readonly Item[]): ListPage<Item> {
  const { offset, limit } = pageParameters(query, { max: 1000 });
  if (offset > 0 && offset >= all.length) throw new HuaweiError('DMS.40050010');
  return {
    items: all.slice(offset, offset + limit),
    facts: {
      total: all.length,
      previous_offset: Math.max(0, offset - limit),
      next_offset: offset + limit < all.length ? offset + limit : offset,
    },
  };
}
