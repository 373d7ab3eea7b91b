import { rocketmqPorts } from './cluster-layout.ts';
import { bodyOf, fieldsOf, numberOf, textOf } from './remoting/answer-fields.ts';
import { requestCodes } from './remoting/codes.ts';
import type { RemotingLink } from './remoting/remoting-link.ts';

/** What a name server knows of the brokers: by group, the address of each replica by its id, which is 0 for the leader. */
export type ClusterView = ReadonlyMap<string, ReadonlyMap<number, string>>;

export async function readClusterView(nameServer: RemotingLink, signal: AbortSignal): Promise<ClusterView> {
  const body = bodyOf(await nameServer.call({ code: requestCodes.getBrokerClusterInfo }, signal));
  return viewOf(Object.values(fieldsOf(body['brokerAddrTable'])).map(fieldsOf), 'brokerAddrs');
}

/** The groups that have a topic, as this name server tells clients. @throws RemotingRefusal where it knows no such topic */
export async function readRoute(
  nameServer: RemotingLink,
  topic: string,
  signal: AbortSignal,
): Promise<ClusterView> {
  const body = bodyOf(
    await nameServer.call({ code: requestCodes.getRouteInfoByTopic, fields: { topic } }, signal),
  );
  const brokers = body['brokerDatas'];
  return viewOf(Array.isArray(brokers) ? brokers.map(fieldsOf) : [], 'brokerAddrs');
}

function viewOf(groups: readonly ReturnType<typeof fieldsOf>[], name: string): ClusterView {
  return new Map(
    groups.map((group) => [
      textOf(group['brokerName']),
      new Map(
        Object.entries(fieldsOf(group[name])).map(([id, address]) => [
          numberOf(id),
          // Without the port, which is the same for all.
          textOf(address).replace(`:${rocketmqPorts.broker}`, ''),
        ]),
      ),
    ]),
  );
}
