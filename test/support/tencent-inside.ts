import { beforeEach, type TestContext } from 'node:test';
import { createMemoryAdministration, type MemoryAdministration } from './memory-administration.ts';
import { createTencentTestCloud, type TencentTestCloud } from './tencent-cloud.ts';

/** An instance that runs, calls on it, and what is inside it; another one for each test. */
export interface TencentInside {
  readonly cloud: TencentTestCloud;
  readonly inside: MemoryAdministration;
  readonly InstanceId: string;
  /** A call on the instance that must succeed; answers its `Result`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly call: (action: string, parameters?: object) => Promise<any>;
  /** The code of a call on the instance that must be refused. */
  readonly refused: (action: string, parameters: object) => Promise<string>;
}

/** Has each test of a file begin with an instance of its own, which `use` is told. */
export function beforeEachInside(use: (made: TencentInside) => Promise<void> | void): void {
  beforeEach(async (t) => {
    const inside = createMemoryAdministration();
    // A hook of the file has each test's context, as its documentation says; its type says more.
    const cloud = await createTencentTestCloud(t as TestContext, {
      administrations: { of: () => Promise.resolve(inside) },
    });
    const InstanceId = await cloud.create();
    await cloud.run(InstanceId);
    await use({
      cloud,
      inside,
      InstanceId,
      call: (action, parameters = {}) => cloud.call(action, { InstanceId, ...parameters }),
      refused: async (action, parameters) =>
        (await cloud.refused(action, { InstanceId, ...parameters })).Code,
    });
  });
}
