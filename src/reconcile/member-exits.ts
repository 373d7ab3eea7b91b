import type { MemberExit } from '../runtimes/runtime.ts';

/** Lets the one who waits for a member to become ready hear at once that it ended instead. */
export interface MemberExits {
  /** A signal that aborts with a MemberExitedError when the member ends. Call `done` when the wait is over. */
  watch(instanceId: string, memberName: string): { readonly signal: AbortSignal; done(): void };
  tell(exit: MemberExit): void;
}

export class MemberExitedError extends Error {
  override readonly name = 'MemberExitedError';
  readonly exit: MemberExit;

  constructor(exit: MemberExit) {
    super(`${exit.memberName} ended${exit.cause === null ? '' : ` (${exit.cause})`}`);
    this.exit = exit;
  }
}

const key = (instanceId: string, memberName: string) => `${instanceId}/${memberName}`;

export function createMemberExits(): MemberExits {
  const watchers = new Map<string, Set<AbortController>>();
  return {
    watch(instanceId, memberName) {
      const place = key(instanceId, memberName);
      const controller = new AbortController();
      const others = watchers.get(place) ?? new Set();
      watchers.set(place, others.add(controller));
      return {
        signal: controller.signal,
        done() {
          others.delete(controller);
          if (others.size === 0) watchers.delete(place);
        },
      };
    },

    tell(exit) {
      for (const controller of watchers.get(key(exit.instanceId, exit.memberName)) ?? []) {
        controller.abort(new MemberExitedError(exit));
      }
    },
  };
}
