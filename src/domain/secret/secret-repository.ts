/** Named secrets of an instance, sealed at rest. */
export interface SecretRepository {
  /** Keeps each secret; one that exists already is replaced. */
  save(instanceId: string, secrets: ReadonlyMap<string, string>): Promise<void>;
  read(instanceId: string): Promise<ReadonlyMap<string, string>>;
  remove(instanceId: string): Promise<void>;
}
