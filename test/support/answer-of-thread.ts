import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * What a module answers to `workerData`, in a thread of its own that ends then: RocketMQ's JavaScript clients keep timers after they were
 * closed, with which no test file would end.
 */
export async function answerOfThread(module: URL, workerData: unknown): Promise<unknown> {
  const worker = new Worker(module, { workerData });
  try {
    const [answer] = (await once(worker, 'message')) as readonly unknown[];
    return answer;
  } finally {
    await worker.terminate();
  }
}
