import type { RocketmqGroupOrder } from '../../../domain/rocketmq-administration/groups.ts';
import { bodyOf, fieldsOf, numberOf } from '../remoting/answer-fields.ts';
import { requestCodes } from '../remoting/codes.ts';
import type { RemotingFrame, RemotingRequest } from '../remoting/frame.ts';

/** A consumer group as one broker has it. */
export type GroupConfig = Omit<RocketmqGroupOrder, 'brokers'>;

/** By name, of the answer to a request for all groups. */
export function groupConfigsOf(answer: RemotingFrame): ReadonlyMap<string, GroupConfig> {
  const table = fieldsOf(bodyOf(answer)['subscriptionGroupTable']);
  return new Map(
    Object.entries(table).map(([name, value]) => {
      const fields = fieldsOf(value);
      return [
        name,
        {
          name,
          enabled: fields['consumeEnable'] !== false,
          broadcast: fields['consumeBroadcastEnable'] !== false,
          orderly: fields['consumeMessageOrderly'] === true,
          retryMaxTimes: numberOf(fields['retryMaxTimes']),
        },
      ];
    }),
  );
}

/** Makes the group or changes it. */
export function groupRequest(
  { name, enabled, broadcast, orderly, retryMaxTimes }: GroupConfig,
  isFive: boolean,
): RemotingRequest {
  const config = {
    groupName: name,
    consumeEnable: enabled,
    consumeFromMinEnable: true,
    consumeBroadcastEnable: broadcast,
    retryQueueNums: 1,
    retryMaxTimes,
    brokerId: 0,
    whichBrokerWhenConsumeSlowly: 1,
    notifyConsumerIdsChangedEnable: true,
    ...(isFive ? { consumeMessageOrderly: orderly } : {}),
  };
  return {
    code: requestCodes.updateAndCreateSubscriptionGroup,
    body: Buffer.from(JSON.stringify(config)),
  };
}
