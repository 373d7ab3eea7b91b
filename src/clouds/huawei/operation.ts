import type { RunningClusters } from '../../domain/administration/running-clusters.ts';
import type { Caller } from '../../domain/identity/caller.ts';
import type { IdentityRepository } from '../../domain/identity/identity-repository.ts';
import type { TokenService } from '../../domain/identity/token-service.ts';
import type { AnnotationRepository } from '../../domain/annotation/annotation-repository.ts';
import type { ConsumerGroupService } from '../../domain/consumer-group/consumer-group-service.ts';
import type { RunningRocketmqClusters } from '../../domain/rocketmq-administration/running-rocketmq-clusters.ts';
import type { TaskRecorder } from '../../domain/task/task-recorder.ts';
import type { InstanceUserService } from '../../domain/instance-user/instance-user-service.ts';
import type { InstanceService } from '../../domain/instance/instance-service.ts';
import type { EngineName, KafkaInstance, RocketmqInstance } from '../../domain/instance/instance.ts';
import type { ScheduleService } from '../../domain/schedule/schedule-service.ts';
import type { TaskService } from '../../domain/task/task-service.ts';
import type { NetworkService } from '../../domain/network/network-service.ts';
import type { PublicAddressService } from '../../domain/network/public-address-service.ts';
import type { InstanceText } from './instances/instance-text.ts';
import type { Query } from '../query.ts';
import type { ZoneDirectory } from './zone-directory.ts';

/** One call of Huawei's API. Adding one is a file in `operations/` and a line in `operations/index.ts`. */
export interface Operation {
  /** As the official SDKs name it, in PascalCase. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /**
   * Path templates such as `/v2/{project_id}/instances/{instance_id}`. An engine (`{engine}`, `kafka`, …) beside
   * `{project_id}` is accepted on either side of it; the route table sees to that.
   */
  readonly paths: readonly string[];
  /** Whose instances it is for, where the same path means other things for those of another engine; left out for all. */
  readonly engine?: EngineName;
  /** Whether the body is parsed as JSON; an empty one is then refused. */
  readonly body: 'json' | 'none';
  /**
   * Who may call it: whoever has chosen a project (where nothing is said), also the holder of a token of an account, or
   * anyone, whose `caller` is then empty.
   */
  readonly access?: 'project' | 'account' | 'anyone';
  run(call: Call, services: Services): Promise<Answer>;
}

/** A request whose caller is proven and whose project is the caller's. */
export interface Call {
  readonly caller: Caller;
  /** The decoded values of the path's placeholders. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Query;
  /** The parsed JSON body; undefined for operations without one. */
  readonly body: unknown;
  /** Where the client found us, such as `http://127.0.0.1:7410`, for addresses in answers. */
  readonly origin: string;
}

export interface Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined for an answer without a body. */
  readonly body?: unknown;
  /** JSON in UTF-8 that was written already; sent in place of `body`. */
  readonly json?: Buffer;
}

/** What operations may call. */
export interface Services {
  readonly identity: Pick<IdentityRepository, 'listProjects'>;
  readonly tokens: TokenService;
  readonly instances: InstanceService;
  readonly kafkaInstances: InstanceService<KafkaInstance>;
  readonly rocketmqInstances: InstanceService<RocketmqInstance>;
  readonly instanceUsers: InstanceUserService;
  /** What is inside Kafka instances that run. */
  readonly clusters: RunningClusters;
  readonly rocketmqClusters: RunningRocketmqClusters;
  readonly consumerGroups: ConsumerGroupService;
  readonly annotations: AnnotationRepository;
  readonly tasks: TaskService;
  readonly schedule: ScheduleService;
  readonly recordTask: TaskRecorder;
  readonly networks: NetworkService;
  readonly publicAddresses: PublicAddressService;
  readonly zones: ZoneDirectory;
  readonly instanceText: InstanceText;
  /** Such as `cn-north-4`. */
  readonly region: string;
  /** The versions of Kafka that can be ordered, such as `2.3.0`. */
  readonly kafkaVersions: readonly string[];
  /** The versions of RocketMQ that can be ordered: `4.8.0`, `5.x`; none where none can be. */
  readonly rocketmqVersions: readonly string[];
  /** Of each broker's messages. */
  readonly rocketmqReplicas: number;
  /** Whether instances can be reached by IPv6. */
  readonly hasIpv6: boolean;
  /** Such as `CS2611212215ABCDE`. */
  readonly newOrderId: () => string;
  readonly nowMs: () => number;
}
