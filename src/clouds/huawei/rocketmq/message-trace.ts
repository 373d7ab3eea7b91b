import type { RocketmqMessage } from '../../../domain/rocketmq-administration/messages.ts';

/**
 * What clients with tracing tell of a message: each message of the trace topic holds records that end with U+0002 and whose fields
 * end with U+0001, in an order that hangs on the first: `Pub`, `SubBefore`, `SubAfter` or `EndTransaction`.
 */
export function traceViews(messageId: string, messages: readonly RocketmqMessage[]) {
  return messages
    .flatMap((message) => message.body.toString('utf8').split('\u0002'))
    .filter((record) => record !== '')
    .map((record) => recordView(record.split('\u0001')))
    .filter((view) => view !== null && (view.msg_id === messageId || view.msg_id === ''));
}

const nothing = {
  success: true,
  trace_type: '',
  timestamp: 0,
  group_name: '',
  cost_time: 0,
  request_id: '',
  consume_status: 0,
  topic: '',
  msg_id: '',
  offset_msg_id: '',
  tags: '',
  keys: '',
  store_host: '',
  client_host: '',
  retry_times: 0,
  body_length: 0,
  msg_type: '',
  transaction_state: '',
  transaction_id: '',
  from_transaction_check: false,
};

function recordView(fields: readonly string[]): typeof nothing | null {
  const at = (index: number) => fields[index] ?? '';
  const number = (index: number) => Number(at(index)) || 0;
  switch (at(0)) {
    case 'Pub':
      return {
        ...nothing,
        trace_type: 'Pub',
        timestamp: number(1),
        group_name: at(3),
        topic: at(4),
        msg_id: at(5),
        tags: at(6),
        keys: at(7),
        store_host: at(8),
        body_length: number(9),
        cost_time: number(10),
        msg_type: messageTypes[number(11)] ?? '',
        offset_msg_id: at(12),
        success: at(13) !== 'false',
        client_host: at(14),
      };
    case 'SubBefore':
      return {
        ...nothing,
        trace_type: 'SubBefore',
        timestamp: number(1),
        group_name: at(3),
        request_id: at(4),
        msg_id: at(5),
        retry_times: number(6),
        keys: at(7),
        client_host: at(8),
      };
    case 'SubAfter':
      return {
        ...nothing,
        trace_type: 'SubAfter',
        request_id: at(1),
        msg_id: at(2),
        cost_time: number(3),
        success: at(4) !== 'false',
        keys: at(5),
        consume_status: number(6),
        timestamp: number(7),
        group_name: at(8),
      };
    case 'EndTransaction':
      return {
        ...nothing,
        trace_type: 'EndTransaction',
        timestamp: number(1),
        group_name: at(3),
        topic: at(4),
        msg_id: at(5),
        tags: at(6),
        keys: at(7),
        store_host: at(8),
        msg_type: messageTypes[number(9)] ?? '',
        transaction_id: at(10),
        transaction_state: at(11),
        from_transaction_check: at(12) === 'true',
      };
    default:
      return null;
  }
}

/** In the order of RocketMQ's own numbers. */
const messageTypes = ['Normal_Msg', 'Trans_Msg_Half', 'Trans_msg_Commit', 'Delay_Msg'];
