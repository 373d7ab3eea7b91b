import { requestCodes } from './codes.ts';
import type { RemotingRequest } from './frame.ts';

export interface MessageToSend {
  readonly topic: string;
  readonly queueId: number;
  readonly body: Buffer;
  readonly properties?: ReadonlyMap<string, string>;
  /** When it was made; now unless given. */
  readonly bornAtMs?: number;
}

/** The producer group by which the control plane sends; groups of producers need not exist. */
const producerGroup = 'polybroker';

export function sendRequest({
  topic,
  queueId,
  body,
  properties = new Map(),
  bornAtMs = Date.now(),
}: MessageToSend): RemotingRequest {
  return {
    code: requestCodes.sendMessage,
    fields: {
      producerGroup,
      topic,
      defaultTopic: 'TBW102',
      defaultTopicQueueNums: 4,
      queueId,
      sysFlag: 0,
      bornTimestamp: bornAtMs,
      flag: 0,
      properties: renderProperties(properties),
      reconsumeTimes: 0,
      unitMode: false,
      batch: false,
    },
    body,
  };
}

/** As RocketMQ writes them: no name or value may hold these two characters. */
export function renderProperties(properties: ReadonlyMap<string, string>): string {
  return [...properties].map(([name, value]) => `${name}\u0001${value}\u0002`).join('');
}
