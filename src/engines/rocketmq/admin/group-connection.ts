import type {
  GroupClient,
  GroupConnection,
  GroupSubscription,
} from '../../../domain/rocketmq-administration/groups.ts';
import { bodyOf, fieldsOf, listOf, numberOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes, responseCodes } from '../remoting/codes.ts';
import type { RemotingFrame } from '../remoting/frame.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import { clientVersionName } from './client-version.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { retryPrefix } from './owner-names.ts';

/** Who reads in a group now, as the leaders of these broker groups see it together; null where nobody does. */
export async function readConnection(
  connections: ClusterConnections,
  group: string,
  brokers: readonly string[],
): Promise<GroupConnection | null> {
  const request = { code: requestCodes.getConsumerConnections, fields: { consumerGroup: group } };
  const answers = await Promise.all(
    brokers.map((broker) => connections.askLeader(broker, request).catch(nobody)),
  );
  // Every client is connected with every broker.
  const clients = new Map<string, GroupClient>();
  for (const answer of answers) {
    if (answer === null) continue;
    for (const client of clientsOf(answer)) {
      if (!clients.has(client.id)) clients.set(client.id, client);
    }
  }
  if (clients.size === 0) return null;
  const subscriptions = new Set([...clients.values()].map((client) => JSON.stringify(client.subscriptions)));
  return { clients: [...clients.values()], subscriptionsAgree: subscriptions.size === 1 };
}

function nobody(error: unknown): null {
  if (error instanceof RemotingRefusal && error.code === responseCodes.consumerNotOnline) return null;
  throw error;
}

function clientsOf(answer: RemotingFrame): readonly GroupClient[] {
  const body = bodyOf(answer);
  const subscriptions = subscriptionsOf(body);
  return listOf(body['connectionSet']).map((one) => {
    const { clientId, clientAddr, language, version } = fieldsOf(one);
    return {
      id: textOf(clientId),
      address: textOf(clientAddr),
      language: textOf(language),
      version: clientVersionName(numberOf(version)),
      consumeType: consumeTypes[textOf(body['consumeType'])] ?? 'push',
      messageModel: textOf(body['messageModel']) === 'BROADCASTING' ? 'broadcasting' : 'clustering',
      subscriptions,
    };
  });
}

const consumeTypes: Readonly<Record<string, GroupClient['consumeType']>> = {
  CONSUME_PASSIVELY: 'push',
  CONSUME_ACTIVELY: 'pull',
  CONSUME_POP: 'pop',
};

/** Of the group: brokers keep those of its latest client. */
function subscriptionsOf(body: ReturnType<typeof bodyOf>): readonly GroupSubscription[] {
  return Object.entries(fieldsOf(body['subscriptionTable']))
    .filter(([topic]) => !topic.startsWith(retryPrefix))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([topic, value]) => {
      const { subString, expressionType } = fieldsOf(value);
      return { topic, expression: textOf(subString), type: textOf(expressionType) || 'TAG' };
    });
}
