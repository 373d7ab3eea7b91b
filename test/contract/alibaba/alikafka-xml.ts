import assert from 'node:assert/strict';
import { alibabaAsk } from '../../support/alibaba.ts';
import type { AlikafkaInstance } from '../../support/alikafka-instance.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** Who signs in the first way and says no Format gets XML, in exactly this shape. */
export async function checkXml({ server, id, call }: AlikafkaInstance): Promise<void> {
  const ask = async (action: string, parameters: Readonly<Record<string, string>> = {}) => {
    const own = { InstanceId: id, ...parameters };
    const answer = await alibabaAsk(server, { action, parameters: own, style: 'v1-get', format: null });
    assert.equal(answer.contentType, 'text/xml;charset=utf-8');
    return { status: answer.status, xml: answer.text.replaceAll(answer.requestId, 'ID') };
  };
  const begin = '<Code>200</Code><Message>operation success.</Message><Success>true</Success>';
  const end = '<RequestId>ID</RequestId>';
  for (const name of ['xml-1', 'xml-2']) {
    await call('CreateTopic', { Topic: name, Remark: 'R & <D>', PartitionNum: '1', LocalTopic: true });
  }
  const topics = await ask('GetTopicList');
  assert.equal(topics.status, 200);
  assert.deepEqual(new Set(textsOf(topics.xml, 'Topic')), new Set(['xml-1', 'xml-2']), topics.xml);
  assert.deepEqual(textsOf(topics.xml, 'Remark'), ['R &amp; &lt;D&gt;', 'R &amp; &lt;D&gt;']);
  assert.equal(topics.xml.match(/<TopicVO>/g)?.length, 2, 'each element of a list has the list’s name');
  assert.ok(topics.xml.startsWith(`${declaration}<GetTopicListResponse>${begin}`), topics.xml);

  const { xml } = await ask('GetTopicSubscribeStatus', { Topic: 'xml-1' });
  const status = '<TopicSubscribeStatus><Topic>xml-1</Topic></TopicSubscribeStatus>';
  const root = 'GetTopicSubscribeStatusResponse';
  assert.equal(xml, `${declaration}<${root}>${begin}${status}${end}</${root}>`);

  const started = await ask('StartInstance', { VpcId: 'vpc-none', VSwitchId: 'vsw-none' });
  const { host } = new URL(server.endpoint);
  const code = 'BIZ_INSTANCE_STATUS_ERROR';
  const recommend = `https://api.alibabacloud.com/troubleshoot?q=${code}&amp;product=alikafka`;
  const message = `Instance ${id} is deployed already; StartInstance is for one that waits for its deployment (ServiceStatus 0).`;
  assert.deepEqual(started, {
    status: 400,
    xml: `${declaration}<Error>${end}<HostId>${host}</HostId><Code>${code}</Code><Message>${message}</Message><Recommend>${recommend}</Recommend></Error>`,
  });
  const deleted = await ask('DeleteTopic', { Topic: 'xml-1' });
  assert.equal(deleted.xml, `${declaration}<DeleteTopicResponse>${begin}${end}</DeleteTopicResponse>`);
  await call('DeleteTopic', { Topic: 'xml-2' });
}

/** What stands in all elements of a name that hold only text. */
function textsOf(xml: string, name: string): readonly (string | undefined)[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);
}
