import type { SaslMechanism } from '../instance/instance.ts';
import type { InstanceUser, InstanceUserSecret } from './instance-user.ts';

/** The users of instances as their owners want them. What the brokers know of them is the reconciler's. */
export interface InstanceUserRepository {
  /** By name; without those that were removed. */
  list(instanceId: string): Promise<readonly InstanceUser[]>;
  find(instanceId: string, name: string): Promise<InstanceUser | null>;
  /** The user with the password; null for none, or one that was removed. */
  findSecret(instanceId: string, name: string): Promise<InstanceUserSecret | null>;
  /** Keeps a user; one of that name is replaced, also one that was removed. */
  save(instanceId: string, user: InstanceUserSecret): Promise<void>;
  /** Has all users log in by these from now on. */
  setMechanisms(instanceId: string, mechanisms: readonly SaslMechanism[]): Promise<void>;
  /** The user is gone for owners, and is remembered until the brokers have forgotten it. */
  remove(instanceId: string, name: string, atMs: number): Promise<void>;
}
