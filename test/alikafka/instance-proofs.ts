import {
  checkAutomaticTopics,
  checkGroups,
  checkLimits,
  checkMessages,
} from '../contract/alibaba/alikafka-administration.ts';
import { checkStopAndReopen } from '../contract/alibaba/alikafka-changes.ts';
import { limitProofs } from '../support/limit-proof.ts';
import { proveAcl, proveVpcSaslSsl } from './acl.ts';
import { proveMessageSize, proveRetention } from './config.ts';
import { proveNoLoss } from './config-under-load.ts';
import { provePlaintext } from './every-client.ts';
import { hasAcl, orderInstance, type OrderedInstance } from './ordered-instance.ts';

/** The smallest instance, with a Config of its own. */
export const instanceProofs = limitProofs<OrderedInstance>({
  name: 'instance',
  timeoutMs: 900_000,
  start: (version) => orderInstance(version, { config: { 'kafka.log.retention.hours': '33' } }),
  end: ({ server }) => server.dispose(),
  proofs: [
    {
      claim: 'EndPoint: kafkajs, kcat and the console tools of this version read what each other wrote',
      run: provePlaintext,
    },
    { claim: 'kafka.log.retention.hours: older messages go, younger ones stay', run: proveRetention },
    {
      claim: 'kafka.message.max.bytes: larger batches are refused, and taken once it is raised',
      run: proveMessageSize,
    },
    {
      claim:
        'UpdateInstanceConfig and EnableAutoTopicCreation while somebody writes: nothing acknowledged is lost',
      run: proveNoLoss,
    },
    {
      claim: 'TopicQuota and PartitionNum hold for Kafka clients, more is to be had by an upgrade',
      run: (instance) => yes(checkLimits(instance)),
    },
    {
      claim: 'groups are shown and moved as consumers see it',
      run: (instance) => yes(checkGroups(instance)),
    },
    {
      claim: 'QueryMessage reads messages, compressed ones too',
      run: (instance) => yes(checkMessages(instance)),
    },
    {
      claim: 'topics are made by their use where EnableAutoTopicCreation says so',
      run: (instance) => yes(checkAutomaticTopics(instance)),
    },
    {
      claim: 'StopInstance lets nobody in, ReopenInstance everybody, with all messages',
      run: (instance) => yes(checkStopAndReopen(instance)),
    },
    { claim: 'enable.acl: logins by PLAIN and SCRAM, rules; the console tools and kcat, too', run: proveAcl },
    {
      claim: 'enable.vpc_sasl_ssl: the same over TLS, switched on while somebody writes',
      appliesTo: hasAcl,
      run: proveVpcSaslSsl,
    },
  ],
});

async function yes(proof: Promise<void>): Promise<string> {
  await proof;
  return 'yes';
}
