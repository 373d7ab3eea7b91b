import type { AccessKey } from './access-key.ts';

/** Where accounts, projects and key pairs are kept. Secret keys are sealed at rest. */
export interface IdentityRepository {
  /** The key pair with its secret opened, or null for a key that does not exist. */
  findAccessKey(accessKey: string): Promise<AccessKey | null>;
  /** Keeps the key pair and whom it stands for; a key that exists already gets the new secret. */
  saveAccessKey(key: AccessKey): Promise<void>;
}
