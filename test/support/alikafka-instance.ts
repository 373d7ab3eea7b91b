import assert from 'node:assert/strict';
import type kafkajs from 'kafkajs';
import { alibabaAsk, alibabaCall } from './alibaba.ts';
import type { AlibabaRequest } from './alibaba-signing.ts';
import { withAdmin } from './client-checks.ts';
import type { KafkaAccess } from './kafka-client.ts';
import type { TestServer } from './server.ts';

/** An instance that runs, calls on it as the Terraform provider makes them, and Kafka clients. */
export interface AlikafkaInstance {
  readonly server: TestServer;
  readonly id: string;
  /** The listener without logins. */
  readonly plain: KafkaAccess;
  /** A call on the instance that must succeed. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have every shape
  readonly call: (action: string, parameters?: AlibabaRequest['parameters']) => Promise<any>;
  readonly refused: (code: string, action: string, parameters: AlibabaRequest['parameters']) => Promise<void>;
  readonly withAdmin: <T>(work: (admin: kafkajs.Admin) => Promise<T>) => Promise<T>;
}

export function alikafkaInstance(server: TestServer, id: string, plain: KafkaAccess): AlikafkaInstance {
  return {
    server,
    id,
    plain,
    call: (action, parameters = {}) => alibabaCall(server, action, { InstanceId: id, ...parameters }),
    async refused(code, action, parameters) {
      const { status, text, json } = await alibabaAsk(server, {
        action,
        parameters: { InstanceId: id, ...parameters },
      });
      assert.equal(json?.Code, code, `${action}: ${text}`);
      assert.ok(status >= 400 && status < 500, `${status}: clients ask again after 5xx`);
    },
    withAdmin: (work) => withAdmin(plain, work),
  };
}
