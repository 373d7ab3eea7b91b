/** Named secrets of an instance, sealed at rest. */
export interface SecretRepository {
  /** Keeps each secret; one that exists already is replaced. */
  save(instanceId: string, secrets: ReadonlyMap<string, string>): Promise<void>;
  read(instanceId: string): Promise<ReadonlyMap<string, string>>;
  /** One of them; null where it does not exist. */
  find(instanceId: string, name: string): Promise<string | null>;
  remove(instanceId: string): Promise<void>;
}
