import { badParameter, unsupportedOperation } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';

/**
 * `reliability` is RocketMQ's name in bodies and in Terraform's paths; SDKs say `rocketmq` in paths.
 * @throws HuaweiError DMS.00400007, DMS.00400008
 */
export function checkEngine(
  body: Pick<CreateBody, 'engine' | 'engine_version'>,
  pathEngine: string | undefined,
  versions: readonly string[],
): void {
  if (versions.length === 0) throw unsupportedOperation('CreateInstanceByEngine for the engine reliability');
  if (pathEngine === 'kafka') throw badParameter('DMS.00400007', 'engine', body.engine, 'kafka in this path');
  if (body.engine !== 'reliability' && body.engine !== 'rocketmq') {
    throw badParameter('DMS.00400007', 'engine', body.engine, 'reliability');
  }
  if (!versions.includes(body.engine_version)) {
    throw badParameter('DMS.00400008', 'engine_version', body.engine_version, versions.join(', '));
  }
}
