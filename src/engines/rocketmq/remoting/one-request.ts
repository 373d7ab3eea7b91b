import type { RemotingFrame, RemotingRequest } from './frame.ts';
import { openRemotingLink, type RemotingLink, type RemotingTarget } from './remoting-link.ts';

/** Below the time that callers give to an attempt. */
const times = { openMs: 4000, requestMs: 4000 } as const;

/** Opens a connection for these questions and leaves none behind. @throws as openRemotingLink and RemotingLink */
export async function withLink<T>(
  target: RemotingTarget,
  signal: AbortSignal,
  questions: (link: RemotingLink) => Promise<T>,
): Promise<T> {
  const link = await openRemotingLink(target, times, signal);
  try {
    return await questions(link);
  } finally {
    link.close();
  }
}

export function askOnce(
  target: RemotingTarget,
  request: RemotingRequest,
  signal: AbortSignal,
): Promise<RemotingFrame> {
  return withLink(target, signal, (link) => link.call(request, signal));
}
