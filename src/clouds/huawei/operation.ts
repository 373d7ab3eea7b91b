import type { Caller } from '../../domain/identity/caller.ts';
import type { InstanceService } from '../../domain/instance/instance-service.ts';
import type { NetworkService } from '../../domain/network/network-service.ts';
import type { Query } from './query.ts';
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
  /** Whether the body is parsed as JSON; an empty one is then refused. */
  readonly body: 'json' | 'none';
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
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON; undefined for an answer without a body. */
  readonly body?: unknown;
}

/** What operations may call. */
export interface Services {
  readonly instances: InstanceService;
  readonly networks: NetworkService;
  readonly zones: ZoneDirectory;
  readonly region: string;
  /** The versions of Kafka that can be ordered, such as `2.3.0`. */
  readonly kafkaVersions: readonly string[];
}
