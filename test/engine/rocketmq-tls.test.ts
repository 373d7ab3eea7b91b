import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { hasLoopbackIpv6 } from '../../src/runtimes/process/port-probe.ts';
import { testInstance } from '../../src/engines/rocketmq/testing/test-instance.ts';
import { brokerTarget, nameServerTarget } from '../../src/engines/rocketmq/member-target.ts';
import { requestCodes } from '../../src/engines/rocketmq/remoting/codes.ts';
import { askOnce } from '../../src/engines/rocketmq/remoting/one-request.ts';
import { runRocketmq } from './run-rocketmq.ts';

const hasIpv6 = await hasLoopbackIpv6();
const signal = () => AbortSignal.timeout(60_000);

suite('who comes by TLS and who without it', { timeout: 300_000 }, () => {
  for (const version of ['4.8.0', '5.5.0']) {
    test(`${version}: TLS alone, and after a restart none`, async () => {
      const single = { replicasPerBroker: 1 };
      const running = await runRocketmq(
        testInstance(version, { ...single, tlsMode: 'tls', ipv6: hasIpv6 }),
        AbortSignal.timeout(120_000),
      );
      try {
        const request = { code: requestCodes.getBrokerRuntimeInfo };
        const members = () => [
          { target: brokerTarget(running.cluster, 'broker-1-1'), code: requestCodes.getBrokerRuntimeInfo },
          {
            target: nameServerTarget(running.cluster, 'nameserver-1'),
            code: requestCodes.getBrokerClusterInfo,
          },
        ];
        for (const { target, code } of members()) {
          assert.ok(target.authorityPem !== null);
          await askOnce(target, { code }, signal());
          await assert.rejects(askOnce({ ...target, authorityPem: null }, { code }, signal()), {
            name: 'RemotingUnreachableError',
            // Or a reset, where it hangs up before it has read all.
            message: /closed the connection\. Perhaps it speaks TLS only\.|ECONNRESET|EPIPE/,
          });
        }
        // The plan has proven that a name server tells this address to who asks it by IPv6.
        const byIpv6 = running.engine
          .layout(running.cluster.instance)
          .endpoints(running.cluster.addresses, running.cluster.ipv6Ports)
          .find(({ listener }) => listener === 'broker-ipv6');
        assert.equal(byIpv6 !== undefined, hasIpv6);
        if (byIpv6 !== undefined) {
          const { address, port } = byIpv6;
          await askOnce({ ...brokerTarget(running.cluster, 'broker-1-1'), address, port }, request, signal());
        }

        const authorityPem = brokerTarget(running.cluster, 'broker-1-1').authorityPem;
        const before = await running.pidOf('broker-1-1');
        const instance = testInstance(version, { ...single, tlsMode: 'plaintext' });
        await running.bringUp(AbortSignal.timeout(120_000), { instance });
        assert.notEqual(await running.pidOf('broker-1-1'), before);
        const target = brokerTarget(running.cluster, 'broker-1-1');
        await askOnce(target, request, signal());
        await assert.rejects(askOnce({ ...target, authorityPem }, request, signal()), {
          name: 'RemotingUnreachableError',
        });
      } finally {
        await running.dispose();
      }
    });
  }
});
