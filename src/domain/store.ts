import type { AccessRuleSetRepository } from './access-rule-set/access-rule-set-repository.ts';
import type { EventRepository } from './event/event-repository.ts';
import type { AnnotationRepository } from './annotation/annotation-repository.ts';
import type { IdentityRepository } from './identity/identity-repository.ts';
import type { NonceRepository } from './identity/nonce-repository.ts';
import type { ServiceRoleRepository } from './identity/service-role.ts';
import type { InstanceUserRepository } from './instance-user/instance-user-repository.ts';
import type { InstanceRepository } from './instance/instance-repository.ts';
import type { ReservationRepository } from './instance/reservation-repository.ts';
import type { NetworkRepository } from './network/network-repository.ts';
import type { PublicAddressRepository } from './network/public-address-repository.ts';
import type { ScheduledTaskRepository } from './schedule/scheduled-task-repository.ts';
import type { SecretRepository } from './secret/secret-repository.ts';
import type { TaskRepository } from './task/task-repository.ts';

/** All that the domain keeps, one repository per noun. */
export interface Repositories {
  readonly accessRuleSets: AccessRuleSetRepository;
  readonly annotations: AnnotationRepository;
  readonly events: EventRepository;
  readonly identity: IdentityRepository;
  readonly instances: InstanceRepository;
  readonly instanceUsers: InstanceUserRepository;
  readonly networks: NetworkRepository;
  readonly nonces: NonceRepository;
  readonly publicAddresses: PublicAddressRepository;
  readonly scheduledTasks: ScheduledTaskRepository;
  readonly reservations: ReservationRepository;
  readonly secrets: SecretRepository;
  readonly serviceRoles: ServiceRoleRepository;
  readonly tasks: TaskRepository;
}

export interface Store extends Repositories {
  /** Runs `work` in one transaction: all of it is kept, or, where it throws, none. */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}
