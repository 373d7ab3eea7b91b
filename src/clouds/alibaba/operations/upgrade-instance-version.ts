import { requireDeployed } from '../alikafka/bought-instances.ts';
import { upgradeTargets } from '../alikafka/offered-versions.ts';
import { AlibabaError, badValue } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly TargetVersion: string;
}

/**
 * Brings the brokers to a later version, one after the other and three times: they run it, then speak as it does, then write messages as it
 * does. Clients go on meanwhile.
 */
export const upgradeInstanceVersion = operation<Parameters>(
  'alikafka',
  'UpgradeInstanceVersion',
  async ({ caller, parameters }, services) => {
    const { TargetVersion: target } = parameters;
    const { id, version } = await requireDeployed(services, caller, parameters.InstanceId);
    if (target === version) {
      // The Terraform provider takes this code for success: there is nothing to do.
      throw new AlibabaError('ONS_INIT_ENV_ERROR', `Instance ${id} has version ${version} already.`);
    }
    const possible = upgradeTargets(version);
    if (!possible.includes(target)) {
      const allowed =
        possible.length === 0 ? `none: ${version} is the last of its series` : possible.join(', ');
      throw badValue('TargetVersion', target, allowed);
    }
    await services.instances.upgrade(caller, id, target);
    return {};
  },
);
