import { badParameter } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';

/**
 * What the cloud has and we lack: what is accepted has to mean something.
 * @throws HuaweiError DMS.00400049, DMS.00400062, DMS.00400128
 */
export function refuseUnsupported(
  body: Pick<CreateBody, 'arch_type' | 'ipv6_enable' | 'enable_publicip'>,
): void {
  const { arch_type: architecture = '' } = body;
  if (architecture !== '' && architecture !== 'X86') {
    throw badParameter('DMS.00400062', 'arch_type', architecture, 'X86');
  }
  if (body.ipv6_enable === true) {
    const allowed = 'false, RocketMQ brokers are reached by IPv4 here';
    throw badParameter('DMS.00400049', 'ipv6_enable', true, allowed);
  }
  if (body.enable_publicip === true) {
    const allowed = 'false, RocketMQ instances have no public addresses here';
    throw badParameter('DMS.00400128', 'enable_publicip', true, allowed);
  }
}
