import type { AnnotationRepository } from '../../domain/annotation/annotation-repository.ts';
import type { RunningClusters } from '../../domain/administration/running-clusters.ts';
import type { ConsumerGroupService } from '../../domain/consumer-group/consumer-group-service.ts';
import type { ClientConnections } from '../../domain/instance/client-connections.ts';
import type { Caller } from '../../domain/identity/caller.ts';
import type { ServiceRoleRepository } from '../../domain/identity/service-role.ts';
import type { InstanceUserService } from '../../domain/instance-user/instance-user-service.ts';
import type { InstanceService } from '../../domain/instance/instance-service.ts';
import type { KafkaInstance } from '../../domain/instance/instance.ts';
import type { ReservationService } from '../../domain/instance/reservation-service.ts';
import type { NetworkService } from '../../domain/network/network-service.ts';
import type { PublicAddressService } from '../../domain/network/public-address-service.ts';
import type { TaskService } from '../../domain/task/task-service.ts';

/** The products whose calls we answer. */
export type ProductName = 'alikafka' | 'ecs' | 'location' | 'ram' | 'vpc';

/** One call of Alibaba's API. Adding one is a file in `operations/` and a line in `operations/index.ts`. */
export interface Operation {
  readonly product: ProductName;
  readonly name: string;
  /** What the answer holds beside RequestId and, for alikafka, beside Code, Message and Success. */
  run(call: Call, services: Services): Promise<object>;
}

/** A request whose caller is proven and whose parameters are of the catalog's types, the required ones there. */
export interface Call<P extends object = object> {
  readonly caller: Caller;
  readonly parameters: Readonly<P>;
  /** As the client names it; any name is good, as everything is on one machine. */
  readonly regionId: string;
  /** The host that the client speaks to, with its port. */
  readonly host: string;
}

/** What operations may call. */
export interface Services {
  readonly instances: InstanceService<KafkaInstance>;
  /** Instances that were ordered and not deployed yet. */
  readonly reservations: ReservationService;
  readonly instanceUsers: InstanceUserService;
  /** What is inside instances that run. */
  readonly clusters: RunningClusters;
  readonly consumerGroups: ConsumerGroupService;
  /** How many connections clients of an instance have, by address. */
  readonly clientConnections: ClientConnections;
  readonly annotations: AnnotationRepository;
  readonly networks: NetworkService;
  readonly publicAddresses: PublicAddressService;
  readonly serviceRoles: ServiceRoleRepository;
  readonly tasks: TaskService;
  /** What ServiceVersion may be. */
  readonly kafkaVersions: readonly string[];
  /** A random whole number from 0 to below. */
  readonly randomInteger: (below: number) => number;
  readonly nowMs: () => number;
}

/**
 * Writes down an operation with the type of its parameters, which must agree with the catalog: that is what requests are
 * checked by, so that `run` need not look again.
 */
export function operation<P extends object>(
  product: ProductName,
  name: string,
  run: (call: Call<P>, services: Services) => Promise<object>,
): Operation {
  return { product, name, run: (call, services) => run(call as Call<P>, services) };
}
