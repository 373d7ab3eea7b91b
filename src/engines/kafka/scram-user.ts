import type { ClusterUser } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import type { ScramMechanism } from './scram.ts';

/** A user who logs in by SCRAM. */
export interface ScramUser {
  readonly name: string;
  readonly password: string;
  readonly mechanisms: readonly ScramMechanism[];
}

/** How often a password is hashed: Kafka's own default, and the least that it takes. */
export const scramIterations = 4096;

export const scramMechanisms: readonly ScramMechanism[] = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];

/** The users whose credentials the cluster itself keeps; those of PLAIN stand in the brokers' files. */
export function scramUsersOf({ users }: KafkaCluster): readonly ScramUser[] {
  return users.map(toScramUser).filter(({ mechanisms }) => mechanisms.length > 0);
}

/** Whether users log in by SCRAM at all. */
export function hasScram({ instance }: KafkaCluster): boolean {
  const { login } = instance.spec.access;
  return login !== null && login.mechanisms.some((mechanism) => mechanism !== 'PLAIN');
}

function toScramUser({ name, password, mechanisms }: ClusterUser): ScramUser {
  return {
    name,
    password,
    mechanisms: mechanisms.filter((mechanism): mechanism is ScramMechanism => mechanism !== 'PLAIN'),
  };
}
