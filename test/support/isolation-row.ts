import type { AccessKey } from '../../src/domain/identity/access-key.ts';
import type { Ids } from './tenants.ts';

/** How a test of isolation calls an operation whose call cannot be made up from its path. */
export interface Row {
  /** The bodies of calls that reach for `theirs` in some way; `own` are the caller's ids. The first must be one that the owner may make. */
  readonly bodies?: (theirs: Ids, own: Ids, owner: AccessKey) => readonly object[];
  /** Ids for the path that are not those of the same name. */
  readonly ids?: (ids: Ids) => Ids;
  /** What the call needs behind its path. */
  readonly query?: string | ((theirs: Ids) => string);
  /** Further calls, of the caller's own things in the path, with bodies that reach for theirs. */
  readonly onOwn?: (theirs: Ids) => readonly object[];
  /** The call makes something of the caller's own and names nothing that exists. */
  readonly isOwn?: boolean;
  /** What the call tells is of the account, so that only another account must not see it. */
  readonly isOfAccount?: boolean;
  /** The answer names nothing of its owner's, such as a list of products. */
  readonly isNeutral?: boolean;
}
