import type {
  RocketmqMessage,
  RocketmqMessageAdministration,
  TimeSpan,
} from '../../../domain/rocketmq-administration/messages.ts';
import type { Query } from '../../query.ts';
import { badParameter } from '../errors.ts';
import { integerParameter, pageParameters } from '../query-parameters.ts';

export interface AskedMessages {
  readonly topic: string;
  readonly by:
    | { readonly kind: 'id'; readonly id: string }
    | { readonly kind: 'key'; readonly key: string; readonly between: TimeSpan | null }
    | { readonly kind: 'time'; readonly between: TimeSpan; readonly queueId: number | null };
  readonly offset: number;
  readonly limit: number;
}

const latestMs = 8_640_000_000_000_000;
/** Of the time before now, where a search names none: nobody keeps messages for longer. */
const longestMs = 720 * 3_600_000;

/** Messages up to the end of a page are in memory together, with their bodies. */
const mostMessages = 10_000;

/** @throws HuaweiError DMS.00400062, DMS.00400142 */
export function messageQuery(query: Query, nowMs: number): AskedMessages {
  const topic = query.get('topic') ?? '';
  if (topic === '') throw badParameter('DMS.00400062', 'topic', topic, 'the name of a topic');
  const { offset, limit } = pageParameters(query, { max: 1000 });
  if (offset + limit > mostMessages) {
    const allowed = `at most ${mostMessages - limit}: a narrower time reaches older messages`;
    throw badParameter('DMS.00400062', 'offset', offset, allowed);
  }
  const [id, key] = [query.get('msg_id') ?? '', query.get('key') ?? ''];
  if (id !== '') return { topic, by: { kind: 'id', id }, offset, limit };
  const fromMs = timeOf(query, 'start_time', nowMs - longestMs);
  const toMs = timeOf(query, 'end_time', nowMs);
  if (fromMs > toMs) throw badParameter('DMS.00400142', 'start_time', fromMs, 'at most end_time');
  const between = { fromMs, toMs };
  const saysTime = (query.get('start_time') ?? '') !== '' || (query.get('end_time') ?? '') !== '';
  if (key !== '')
    return { topic, by: { kind: 'key', key, between: saysTime ? between : null }, offset, limit };
  const queueText = query.get('queue') ?? '';
  const queueId = queueText === '' ? null : integerParameter(query, 'queue', 0, { min: 0, max: 10_000 });
  return { topic, by: { kind: 'time', between, queueId }, offset, limit };
}

/** Those that fit, up to the end of the page that was asked for, and one more where there is one: so that clients go on. */
export async function findMessages(
  messages: RocketmqMessageAdministration,
  { topic, by, offset, limit }: AskedMessages,
): Promise<readonly RocketmqMessage[]> {
  const most = offset + limit + 1;
  if (by.kind === 'id') {
    const found = await messages.byId(topic, by.id);
    return found === null ? [] : [found];
  }
  if (by.kind === 'key') {
    return by.between === null
      ? messages.byKey(topic, by.key, most)
      : messages.byKey(topic, by.key, most, by.between);
  }
  return messages.byTime({
    topic,
    ...by.between,
    ...(by.queueId === null ? {} : { queueId: by.queueId }),
    limit: most,
  });
}

function timeOf(query: Query, name: string, fallback: number): number {
  return integerParameter(query, name, fallback, { min: 0, max: latestMs }, 'DMS.00400142');
}
