import assert from 'node:assert/strict';
import type kafkajs from 'kafkajs';
import { countLogins, sends, withAdmin } from './client-checks.ts';
import {
  createInstance,
  huaweiClients,
  type HuaweiRefusal,
  loginTo,
  seedBody,
  untilStatus,
  userPassword,
} from './huawei.ts';
import type { KafkaAccess } from './kafka-client.ts';
import { membersOf } from './members.ts';
import { startServer, type TestServer } from './server.ts';

export type Mechanism = 'plain' | 'scram-sha-512';

/** An instance with SASL_SSL that was ordered at Huawei's API, the SDK's operations on it, and Kafka clients of its users. */
export interface AdministeredInstance {
  readonly server: TestServer;
  readonly id: string;
  readonly brokers: readonly string[];
  readonly ca: string;
  /** Calls an operation of the SDK, which takes requests as plain objects too. */
  readonly call: <T>(operation: string, request?: object) => Promise<T>;
  /** The operation is refused with status 400 and this code. */
  readonly refused: (code: string, operation: string, request: object) => Promise<void>;
  readonly access: (name?: string, password?: string, mechanism?: Mechanism) => KafkaAccess;
  /** Does something as the owner's Kafka client. */
  readonly withAdmin: <T>(work: (admin: kafkajs.Admin) => Promise<T>) => Promise<T>;
  /** How many of the three brokers let the user in. */
  readonly logins: (name: string, password: string, mechanism?: Mechanism) => Promise<number>;
  /** True where the brokers take a message of this user, false where they deny it. */
  readonly sends: (topic: string, name: string, password: string) => Promise<boolean>;
  /** The processes of the instance, in order. */
  readonly pids: () => Promise<readonly number[]>;
}

export async function startAdministeredInstance(): Promise<AdministeredInstance> {
  const server = await startServer();
  try {
    return await administer(server);
  } catch (error) {
    await server.dispose();
    throw error;
  }
}

async function administer(server: TestServer): Promise<AdministeredInstance> {
  const clients = huaweiClients(server);
  const changes = { name: 'administered', sasl_enabled_mechanisms: ['PLAIN', 'SCRAM-SHA-512'] };
  const id = await createInstance(clients, await seedBody(clients, changes));

  async function call<T>(operation: string, request: object = {}): Promise<T> {
    const client = clients.kafka as unknown as Record<string, (request: object) => Promise<T>>;
    const answer = await client[operation]?.({ instance_id: id, ...request });
    assert.ok(answer !== undefined, `The SDK has no operation ${operation}.`);
    return answer;
  }

  async function refused(code: string, operation: string, request: object): Promise<void> {
    await assert.rejects(call(operation, request), (refusal: HuaweiRefusal) => {
      assert.deepEqual([refusal.httpStatusCode, refusal.errorCode], [400, code], refusal.errorMsg);
      return true;
    });
  }

  // Not before it runs.
  await refused('DMS.00400026', 'listInstanceTopics', {});
  await refused('DMS.00400026', 'createInstanceTopic', { body: { id: 'too-early' } });
  const owner = await loginTo(server, await untilStatus(clients, id, 'RUNNING', 300_000));
  const {
    brokers,
    login: { ca },
  } = owner;

  function access(name = 'root', password = userPassword, mechanism: Mechanism = 'plain'): KafkaAccess {
    return { brokers, login: { mechanism, username: name, password, ca } };
  }

  return {
    server,
    id,
    brokers,
    ca,
    call,
    refused,
    access,

    withAdmin: (work) => withAdmin(access(), work),
    logins: (name, password, mechanism) => countLogins(access(name, password, mechanism)),
    sends: (topic, name, password) => sends(access(name, password), topic),

    async pids() {
      const members = await membersOf(server.dataDir);
      return members.map(({ pid }) => pid).toSorted((one, other) => one - other);
    },
  };
}
