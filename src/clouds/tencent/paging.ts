import type { Page } from '../../domain/instance/instance-repository.ts';
import { badValue } from './errors.ts';

export interface PageParameters {
  readonly Offset?: number;
  readonly Limit?: number;
}

/**
 * The page that is asked for; 0 as a limit counts as none given.
 * @throws TencentError InvalidParameterValue
 */
export function pageOf(
  { Offset: offset = 0, Limit: limit }: PageParameters,
  usual: number,
  most: number,
): Page {
  if (offset < 0) throw badValue('Offset', offset, '0 or more');
  if (limit !== undefined && (limit < 0 || limit > most)) throw badValue('Limit', limit, `1 to ${most}`);
  return { offset, limit: limit || usual };
}
