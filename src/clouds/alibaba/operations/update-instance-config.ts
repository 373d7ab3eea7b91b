import { requireDeployed } from '../alikafka/bought-instances.ts';
import { configOf, configOfSpec, readInstanceConfig } from '../alikafka/instance-config.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Config: string;
}

/**
 * Changes what Config names; brokers learn of it as they run where they can, and by restarts one at a time where they cannot.
 * Of listeners with logins there is one: without TLS, or with it.
 */
export const updateInstanceConfig = operation<Parameters>(
  'alikafka',
  'UpdateInstanceConfig',
  async ({ caller, parameters }, services) => {
    const { id, version, spec } = await requireDeployed(services, caller, parameters.InstanceId);
    const { access, topicDefaults = {} } = configOfSpec(
      readInstanceConfig(parameters.Config, version, configOf(spec)),
    );
    const [before, after] = [spec.access.login, access.login];
    const listener = { kind: 'listener', user: null, mechanisms: null, mayWaitForUsers: true } as const;
    if (before !== null && before.tls !== after?.tls) {
      const name = before.tls ? 'sasl-tls' : 'sasl-plaintext';
      await services.instances.change(caller, id, { ...listener, listener: name, enable: false });
    }
    if (after !== null && before?.tls !== after.tls) {
      const name = after.tls ? 'sasl-tls' : 'sasl-plaintext';
      const { mechanisms } = after;
      await services.instances.change(caller, id, { ...listener, listener: name, enable: true, mechanisms });
    }
    await services.instances.change(caller, id, { kind: 'settings', topicDefaults });
    return {};
  },
);
