import type { AccessRuleSetService } from '../../domain/access-rule-set/access-rule-set-service.ts';
import type { AnnotationRepository } from '../../domain/annotation/annotation-repository.ts';
import type { ConsumerGroupService } from '../../domain/consumer-group/consumer-group-service.ts';
import type { RunningClusters } from '../../domain/administration/running-clusters.ts';
import type { Caller } from '../../domain/identity/caller.ts';
import type { InstanceUserService } from '../../domain/instance-user/instance-user-service.ts';
import type { InstanceService } from '../../domain/instance/instance-service.ts';
import type { KafkaInstance } from '../../domain/instance/instance.ts';
import type { NetworkService } from '../../domain/network/network-service.ts';
import type { PublicAddressService } from '../../domain/network/public-address-service.ts';
import type { PriceTable } from '../../domain/price/price-table.ts';
import type { TaskRecorder } from '../../domain/task/task-recorder.ts';
import type { ScheduleService } from '../../domain/schedule/schedule-service.ts';
import type { TaskService } from '../../domain/task/task-service.ts';
import type { InstancePlacement } from './ckafka/instance-placement.ts';

/** The products whose calls we answer, as they stand in the endpoint's name and in a signature's scope. */
export type ServiceName = 'ckafka' | 'tag' | 'vpc';

/** One call of Tencent's API. Adding one is a file in `operations/` and a line in `operations/index.ts`. */
export interface Operation {
  readonly service: ServiceName;
  /** As in X-TC-Action. */
  readonly name: string;
  /** What `Response` holds beside `RequestId`, such as `{ Result: … }`. */
  run(call: Call, services: Services): Promise<object>;
}

/** A request whose caller is proven and whose parameters are those that the catalog knows, of its types, the required ones there. */
export interface Call<P extends object = object> {
  readonly caller: Caller;
  readonly parameters: Readonly<P>;
  /** As the client named it; any name is good. */
  readonly region: string;
}

/** What operations may call. */
export interface Services {
  readonly instances: InstanceService<KafkaInstance>;
  readonly instanceUsers: InstanceUserService;
  /** What is inside instances that run. */
  readonly clusters: RunningClusters;
  /** Named sets of access rules. */
  readonly accessRuleSets: AccessRuleSetService;
  readonly consumerGroups: ConsumerGroupService;
  readonly annotations: AnnotationRepository;
  readonly recordTask: TaskRecorder;
  readonly tasks: TaskService;
  /** What waits for its time. */
  readonly schedule: ScheduleService;
  readonly networks: NetworkService;
  readonly publicAddresses: PublicAddressService;
  readonly placement: InstancePlacement;
  /** What KafkaVersion may be. */
  readonly kafkaVersions: readonly string[];
  /** Whether brokers of the one version can become those of the other. */
  readonly canUpgrade: (from: string, to: string) => boolean;
  readonly prices: PriceTable;
  /** What a project's instances may cost a month together; null for no limit. */
  readonly spendingLimit: number | null;
  readonly newInstanceId: () => string;
  /** A random whole number from 0 to below. */
  readonly randomInteger: (below: number) => number;
  readonly nowMs: () => number;
}

/**
 * Writes down an operation with the type of its parameters, which must agree with the catalog: that is what requests are
 * checked by, so that `run` need not look again.
 */
export function operation<P extends object>(
  service: ServiceName,
  name: string,
  run: (call: Call<P>, services: Services) => Promise<object>,
): Operation {
  return { service, name, run: (call, services) => run(call as Call<P>, services) };
}
