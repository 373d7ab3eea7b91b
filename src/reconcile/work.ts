import type { Runtime } from '../runtimes/runtime.ts';
import type { Engines } from '../engines/engine.ts';
import type { Instance } from '../domain/instance/instance.ts';
import type { Events } from '../domain/event/events.ts';
import type { InstanceLimits } from '../domain/limits/instance-limits.ts';
import type { Log } from '../system/log.ts';
import type { MemberExits } from './member-exits.ts';
import type { StartSlots } from './start-slots.ts';
import type { Claim, WorkQueue } from './work-queue.ts';

/** What all work needs. */
export interface Tools {
  readonly queue: WorkQueue;
  readonly runtime: Runtime;
  readonly engines: Engines;
  readonly startSlots: StartSlots;
  readonly memberExits: MemberExits;
  /** What the instance's clients may do by now. */
  readonly limitsOf: (instance: Instance) => Promise<InstanceLimits>;
  /** Where it is told what happened unasked. */
  readonly events: Events;
  readonly nowMs: () => number;
  readonly log: Log;
  /** Told of an instance that was just proven ready. */
  readonly onReady: (instance: Instance) => void;
  /** Told of an instance of which nothing is left. */
  readonly onRemoved: (instanceId: string) => void;
  /**
   * Called at each point of the work at which a sudden end must do no harm, with a name such as
   * `creating/startBrokers/done`: the status that was being worked on, the step, and whether its effect is there
   * (`done`) or stands in the journal too (`journalled`). Fault tests end the process there.
   */
  readonly atPoint: (point: string) => void;
}

/** Work on one claimed instance. */
export interface Work {
  readonly claim: Claim;
  readonly tools: Tools;
  /** Aborts when the owner asks for something else, the lease is lost, or the control plane stops. */
  readonly signal: AbortSignal;
  /** Runs one named, idempotent step and writes it into the journal. */
  step<T>(name: string, run: () => Promise<T>): Promise<T>;
  /** Tells that a step is done which does not stand in the journal. */
  passed(step: string): void;
}

/** A step cannot be done yet through nobody's fault; it is tried again at `untilMs` (epoch). */
export class NotYetError extends Error {
  override readonly name = 'NotYetError';
  readonly untilMs: number;

  constructor(untilMs: number, message: string) {
    super(message);
    this.untilMs = untilMs;
  }
}

/** A step was tried for as long as it may take. The owner is told at once; it is tried again all the same. */
export class OverdueError extends Error {
  override readonly name = 'OverdueError';
}

export function createWork(tools: Tools, claim: Claim, signal: AbortSignal): Work {
  const at = (step: string, moment: 'done' | 'journalled') =>
    tools.atPoint(`${claim.instance.status}/${step}/${moment}`);
  return {
    claim,
    tools,
    signal,
    async step(name, run) {
      signal.throwIfAborted();
      const entry = await tools.queue.beginStep(claim, name, tools.nowMs());
      let result;
      try {
        result = await run();
      } catch (error) {
        await tools.queue.endStep(claim, entry, tools.nowMs(), reasonOf(error));
        throw error;
      }
      at(name, 'done');
      await tools.queue.endStep(claim, entry, tools.nowMs(), null);
      at(name, 'journalled');
      return result;
    },
    passed: (step) => at(step, 'done'),
  };
}

/** The message of whatever was thrown, for owners and operators. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
