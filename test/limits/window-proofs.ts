import { limitProofs } from '../support/limit-proof.ts';
import { proveWindow, startWindowedInstance, type WindowedInstance } from './window.ts';

/** What waits for its time, on an instance that Huawei's API made. */
export const windowProofs = limitProofs<WindowedInstance>({
  name: 'window',
  timeoutMs: 600_000,
  start: startWindowedInstance,
  end: ({ server }) => server.dispose(),
  proofs: [
    {
      claim:
        'a restart waits for its time or the maintenance window, which may move; cancelled, it never begins',
      run: proveWindow,
    },
  ],
});
