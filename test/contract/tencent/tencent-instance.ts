import assert from 'node:assert/strict';
import type kafkajs from 'kafkajs';
import { countLogins, sends, withAdmin } from '../../support/client-checks.ts';
import type { KafkaAccess } from '../../support/kafka-client.ts';
import type { TestServer } from '../../support/server.ts';
import { tencentCall } from '../../support/tencent.ts';

/** An instance that runs, calls on it as Go's SDK makes them, and Kafka clients. */
export interface TencentInstance {
  readonly server: TestServer;
  readonly id: string;
  /** The listener without logins. */
  readonly plain: KafkaAccess;
  /** A call of CKafka that must succeed, with the InstanceId where it has one; answers its `Result`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have every shape
  readonly call: (action: string, parameters: object) => Promise<any>;
  readonly refused: (code: string, action: string, parameters: object) => Promise<void>;
  readonly withAdmin: <T>(work: (admin: kafkajs.Admin) => Promise<T>) => Promise<T>;
  /** How many of the brokers let the user in. */
  readonly logins: (access: KafkaAccess) => Promise<number>;
  /** True where the brokers take a message, false where they deny it. */
  readonly sends: (access: KafkaAccess, topic: string) => Promise<boolean>;
}

/** Calls that name no instance. */
const withoutInstance: ReadonlySet<string> = new Set([
  'DescribeTaskStatus',
  'AssociateRoutesSecurityGroup',
  'DisassociateRoutesSecurityGroup',
]);

export function tencentInstance(server: TestServer, id: string, plain: KafkaAccess): TencentInstance {
  function ask(action: string, parameters: object) {
    const instance = withoutInstance.has(action) ? {} : { InstanceId: id };
    return tencentCall(server, { action, parameters: { ...instance, ...parameters } });
  }

  return {
    server,
    id,
    plain,

    async call(action, parameters) {
      const response = await ask(action, parameters);
      assert.equal(response.Error, undefined, `${action}: ${JSON.stringify(response)}`);
      return response.Result;
    },

    async refused(code, action, parameters) {
      const response = await ask(action, parameters);
      assert.equal(response.Error?.Code, code, `${action}: ${JSON.stringify(response)}`);
    },

    withAdmin: (work) => withAdmin(plain, work),
    logins: countLogins,
    sends,
  };
}
