import type { Operation } from '../../operation.ts';
import { badParameter } from '../../errors.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { traceViews } from '../../rocketmq/message-trace.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** What clients with tracing have told of a message. */
export const listMessageTrace: Operation = {
  name: 'ListMessageTrace',
  method: 'GET',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/trace'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const id = call.query.get('msg_id') ?? '';
    if (id === '') throw badParameter('DMS.00400062', 'msg_id', id, 'the id of a message');
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const views = traceViews(id, await administration.messages.trace(id));
    const { items, facts } = listPage(call.query, views);
    return { status: 200, body: { trace: items, ...facts } };
  },
};
