import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryUntil } from './retry-until.ts';

const times = { attemptTimeoutMs: 1000, pauseMs: 1 } as const;

test('answers what the first success answers', async () => {
  let attempts = 0;
  const answer = await retryUntil(
    async () => {
      attempts += 1;
      if (attempts < 3) throw new Error('not yet');
      return attempts;
    },
    { what: 'it is not ready', signal: AbortSignal.timeout(5000), ...times },
  );
  assert.equal(answer, 3);
});

test('ends with its signal, and says what failed last and why it ended', async () => {
  const end = new AbortController();
  const reason = new Error('the server stops');
  let attempts = 0;
  const failing = retryUntil(
    async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('port is closed');
      end.abort(reason);
      throw new Error('broken off');
    },
    { what: 'it is not ready', signal: end.signal, ...times },
  );
  await assert.rejects(failing, { message: 'it is not ready: port is closed', cause: reason });
});

test('an attempt that hangs is aborted and followed by another', async () => {
  let attempts = 0;
  await retryUntil(
    (signal) => {
      attempts += 1;
      if (attempts > 1) return Promise.resolve();
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    },
    { what: 'it hangs', signal: AbortSignal.timeout(5000), attemptTimeoutMs: 5, pauseMs: 1 },
  );
  assert.equal(attempts, 2);
});
