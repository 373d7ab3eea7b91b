/** A person or a program of an account. A user may log in to all projects of the account; a key is for one of them. */
export interface User {
  readonly id: string;
  readonly accountId: string;
  /** Unique within the account. */
  readonly name: string;
  /** As `hashPassword` makes it. */
  readonly passwordHash: string;
  /** Rises with each change of the password; tokens that name an older one are void. */
  readonly tokenGeneration: number;
}
