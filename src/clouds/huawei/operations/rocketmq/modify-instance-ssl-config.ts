import type { Operation } from '../../operation.ts';
import { askedTlsWord, tlsModeOf } from '../../rocketmq/create-rules/tls.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Switches by which protocols clients come; brokers are restarted one by one. */
export const modifyInstanceSslConfig: Operation = {
  name: 'ModifyInstanceSslConfig',
  method: 'POST',
  paths: ['/v2/{project_id}/{engine}/instances/{instance_id}/plain-ssl-switch'],
  body: 'json',
  async run(call, { rocketmqInstances }) {
    const id = instanceIdOf(call);
    const word = askedTlsWord(call.body);
    await rocketmqInstances.get(call.caller, id);
    const jobId = await rocketmqInstances.change(call.caller, id, {
      kind: 'rocketmq',
      task: 'change-client-access',
      spec: { tlsMode: tlsModeOf(word) },
    });
    return { status: 200, body: { job_id: jobId, tls_mode: word } };
  },
};
