import { badParameter, unsupportedOperation } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';

/**
 * The engine stands in the body and, in some paths, there too. Only Kafka is made so far.
 * @throws HuaweiError DMS.00400007, DMS.00400008
 */
export function checkEngine(
  body: Pick<CreateBody, 'engine' | 'engine_version'>,
  pathEngine: string | undefined,
  kafkaVersions: readonly string[],
): void {
  if (pathEngine !== undefined && pathEngine !== 'kafka') {
    throw unsupportedOperation(`CreateInstanceByEngine for the engine ${pathEngine}`);
  }
  if (body.engine !== 'kafka') throw badParameter('DMS.00400007', 'engine', body.engine, 'kafka');
  if (!kafkaVersions.includes(body.engine_version)) {
    throw badParameter('DMS.00400008', 'engine_version', body.engine_version, kafkaVersions.join(', '));
  }
}
