import {
  alibabaPlace,
  type AlibabaPlace,
  brokersIn,
  caOf,
  deployInstance,
  listedInstance,
  loginAs,
  untilInService,
} from '../support/alibaba.ts';
import type { AlibabaRequest } from '../support/alibaba-signing.ts';
import { type AlikafkaInstance, alikafkaInstance } from '../support/alikafka-instance.ts';
import type { KafkaAccess } from '../support/kafka-client.ts';
import { membersOf } from '../support/members.ts';
import { startServer } from '../support/server.ts';
import { type ServerTools, serverTools } from '../support/server-tools.ts';

/** An instance that was ordered and deployed through the API of a server of its own. */
export interface OrderedInstance extends AlikafkaInstance {
  readonly version: string;
  readonly place: AlibabaPlace;
  readonly tools: ServerTools;
  /** Process ids of its members: the same before and after say that nothing was restarted. */
  readonly pids: () => Promise<readonly number[]>;
  /** A user's way in where `enable.acl` is on, with TLS where that is. */
  readonly loginOf: (
    name: string,
    password: string,
    mechanism?: 'plain' | 'scram-sha-256',
  ) => Promise<KafkaAccess>;
}

export interface OrderOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly order?: AlibabaRequest['parameters'];
  readonly start?: AlibabaRequest['parameters'];
  readonly config?: Readonly<Record<string, string>>;
}

export async function orderInstance(
  version: string,
  { environment = {}, order = {}, start = {}, config = {} }: OrderOptions = {},
): Promise<OrderedInstance> {
  const server = await startServer({ POLYBROKER_ALIBABA_REQUESTS_PER_SECOND: '1000', ...environment });
  try {
    const place = await alibabaPlace(server);
    const whole = { ServiceVersion: version, Config: JSON.stringify(config), ...start };
    const id = await deployInstance(server, place, whole, order);
    const { EndPoint: endpoint } = await untilInService(server, id);
    return {
      ...alikafkaInstance(server, id, { brokers: brokersIn(endpoint) }),
      version,
      place,
      tools: await serverTools(server, id),
      pids: async () =>
        (await membersOf(server.dataDir)).map(({ pid }) => pid).toSorted((one, other) => one - other),
      async loginOf(name, password, mechanism = 'plain') {
        const { SaslEndPoint: plain, VpcSaslEndPoint: withTls } = await listedInstance(server, id);
        const ca = withTls === '' ? '' : await caOf(server, id);
        return loginAs(brokersIn(withTls || plain), name, password, mechanism, ca);
      },
    };
  } catch (error) {
    const told = server.output();
    await server.dispose();
    throw new Error(`The instance did not come into service. The server said:\n${told}`, { cause: error });
  }
}

/** Whether ACLs, and with them logins, can be switched on: from 2.2.0 on. */
export function hasAcl(version: string): boolean {
  return version !== '0.10.2';
}
