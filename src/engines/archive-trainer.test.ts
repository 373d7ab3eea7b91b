import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createArchiveTrainer, type ArchiveTrainerParts } from './archive-trainer.ts';
import { testInstance } from './kafka/testing/test-cluster.ts';
import { silentLog } from '../system/testing/silent-log.ts';

const instance = testInstance();

function trainer(parts: Partial<ArchiveTrainerParts>) {
  return createArchiveTrainer({
    trainingFor: () => null,
    tryLock: async () => () => {},
    log: silentLog,
    ...parts,
  });
}

test('one training at a time, and none for what is trained', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let trainings = 0;
  let trained = false;
  const subject = trainer({
    trainingFor: () =>
      trained
        ? null
        : async () => {
            trainings += 1;
            begun.resolve();
            await held;
            trained = true;
          },
  });
  subject.consider(instance);
  await begun.promise;
  subject.consider(instance);
  letGo();
  await new Promise(setImmediate);
  subject.consider(instance);
  await subject.stop();
  assert.equal(trainings, 1);
});

test('another server that has the machine’s lock trains alone', async () => {
  const subject = trainer({
    tryLock: async () => null,
    trainingFor: () => async () => assert.fail('trained without the lock'),
  });
  subject.consider(instance);
  await subject.stop();
});

test('a training that failed is told of and not tried again before the next start', async () => {
  const told: string[] = [];
  let trainings = 0;
  let unlocked = 0;
  const subject = trainer({
    tryLock: async () => () => void (unlocked += 1),
    log: { ...silentLog, warn: (_, message) => void told.push(message) },
    trainingFor: () => async () => {
      trainings += 1;
      throw new Error('no room');
    },
  });
  subject.consider(instance);
  await new Promise(setImmediate);
  subject.consider(instance);
  await subject.stop();
  assert.deepEqual([trainings, unlocked, told.length], [1, 1, 1]);
});

test('a stop ends the training', async () => {
  const begun = Promise.withResolvers<void>();
  const subject = trainer({
    trainingFor: () => async (signal) => {
      begun.resolve();
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    },
  });
  subject.consider(instance);
  await begun.promise;
  await subject.stop();
});
