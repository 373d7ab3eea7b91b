import { loginWays } from '../../../domain/instance/ways-in.ts';
import { requireDeployed } from '../alikafka/bought-instances.ts';
import { configOf, loginWaysOf, readInstanceConfig, topicDefaultsFrom } from '../alikafka/instance-config.ts';
import { saslMechanisms } from '../alikafka/listeners.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Config: string;
}

/** Changes what Config names; brokers learn of it as they run where they can, and by restarts one at a time where they cannot. */
export const updateInstanceConfig = operation<Parameters>(
  'alikafka',
  'UpdateInstanceConfig',
  async ({ caller, parameters }, services) => {
    const { instances } = services;
    const { id, version, spec } = await requireDeployed(services, caller, parameters.InstanceId);
    const config = readInstanceConfig(parameters.Config, version, configOf(spec));
    const [before, after] = [loginWays(spec.access), loginWaysOf(config)];
    for (const listener of ['sasl-plaintext', 'sasl-tls'] as const) {
      const enable = after.includes(listener);
      if (enable === before.includes(listener)) continue;
      await instances.change(caller, id, {
        kind: 'listener',
        listener,
        enable,
        user: null,
        mechanisms: enable ? saslMechanisms : null,
        beside: true,
        mayWaitForUsers: true,
      });
    }
    await instances.change(caller, id, { kind: 'settings', topicDefaults: topicDefaultsFrom(config) });
    return {};
  },
);
