import assert from 'node:assert/strict';
import { untilInService } from '../support/alibaba.ts';
import { countLogins, sends, shows } from '../support/client-checks.ts';
import { consume } from '../support/kafka-client.ts';
import { startProducing } from '../support/producer-under-fault.ts';
import { proveEveryClient } from './every-client.ts';
import { hasAcl, type OrderedInstance } from './ordered-instance.ts';

const password = 'Password-1';

/** Logins are switched on and used by every kind of client; a rule closes a topic to all others. */
export async function proveAcl(instance: OrderedInstance): Promise<string> {
  const { call, refused, version, server, id, plain, loginOf } = instance;
  if (!hasAcl(version)) {
    await refused('BIZ_FIELD_CHECK_INVALID', 'UpdateInstanceConfig', { Config: '{"enable.acl":"true"}' });
    return 'refused: it needs 2.2.0';
  }
  await call('UpdateInstanceConfig', { Config: '{"enable.acl":"true"}' });
  await untilInService(server, id, ({ SaslEndPoint: endpoint }) => endpoint !== '');
  await call('CreateSaslUser', { Username: 'ada', Password: password, Type: 'plain' });
  await call('CreateSaslUser', { Username: 'bob', Password: password, Type: 'scram' });
  const [ada, bob] = [await loginOf('ada', password), await loginOf('bob', password, 'scram-sha-256')];
  for (const one of [ada, bob]) await shows('the login', async () => (await countLogins(one)) === 3);
  await proveEveryClient(instance, ada, 'by-plain');
  const outcome = await proveEveryClient(instance, bob, 'by-scram');
  await call('CreateTopic', { Topic: 'guarded', Remark: 'has a rule', PartitionNum: '2' });
  await call('CreateAcl', {
    Username: 'ada',
    AclResourceType: 'Topic',
    AclResourceName: 'guarded',
    AclResourcePatternType: 'LITERAL',
    AclOperationType: 'Write',
  });
  await shows('that only one writes', async () => {
    const may = [];
    for (const one of [ada, bob, plain]) may.push(await sends(one, 'guarded'));
    return may.join() === 'true,false,false';
  });
  await call('DeleteTopic', { Topic: 'guarded' });
  return outcome;
}

/** TLS comes while somebody without a login writes; nothing acknowledged is lost. */
export async function proveVpcSaslSsl(instance: OrderedInstance): Promise<string> {
  const { call, server, id, plain, loginOf } = instance;
  await call('CreateTopic', { Topic: 'while-tls', Remark: 'written to', PartitionNum: '3' });
  const load = await startProducing(plain, 'while-tls');
  try {
    await call('UpdateInstanceConfig', { Config: '{"enable.vpc_sasl_ssl":"true"}' });
    await untilInService(server, id, ({ VpcSaslEndPoint: endpoint }) => endpoint !== '');
    const ada = await loginOf('ada', password);
    assert.notEqual(ada.login?.ca, '');
    await shows('the login', async () => (await countLogins(ada)) === 3);
    await load.goesOn(20, 60_000);
    await load.stop();
    const acknowledged = new Set(load.acknowledged);
    const found = await consume(ada, 'while-tls', acknowledged.size);
    assert.ok([...acknowledged].every((value) => found.has(value)));
  } finally {
    await load.stop();
  }
  await proveEveryClient(instance, await loginOf('ada', password), 'by-plain-tls');
  return proveEveryClient(instance, await loginOf('bob', password, 'scram-sha-256'), 'by-scram-tls');
}
