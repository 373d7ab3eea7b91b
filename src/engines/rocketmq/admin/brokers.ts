import type { RocketmqBrokers } from '../../../domain/rocketmq-administration/brokers.ts';
import { bodyOf, fieldsOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes } from '../remoting/codes.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ClusterConnections } from './cluster-connections.ts';

export function createBrokers(connections: ClusterConnections): RocketmqBrokers {
  return {
    async list() {
      const view = await connections.view();
      return connections.groups.map((name) => ({
        name,
        replicas: [...(view.get(name) ?? [])]
          .map(([id, address]) => ({ id, address }))
          .toSorted((one, other) => one.id - other.id),
      }));
    },

    async setProperties(properties) {
      const body = Buffer.from([...properties].map(([name, value]) => `${name}=${value}`).join('\n'));
      try {
        await Promise.all(
          connections.groups.map((group) =>
            connections.askReplicas(group, { code: requestCodes.updateBrokerConfig, body }),
          ),
        );
      } catch (error) {
        if (!(error instanceof RemotingRefusal)) throw error;
        throw new DomainError('invalid-parameter', `The brokers refuse these settings: ${error.message}`);
      }
    },

    async runtime(brokerName) {
      const answer = await connections.askLeader(brokerName, { code: requestCodes.getBrokerRuntimeInfo });
      const table = fieldsOf(bodyOf(answer)['table']);
      return new Map(Object.entries(table).map(([name, value]) => [name, textOf(value)]));
    },
  };
}
