import { badParameter } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';

/**
 * The cloud has machines with ARM too; here brokers run where Polybroker runs.
 * @throws HuaweiError DMS.00400062
 */
export function checkArchitecture({ arch_type: given = '' }: Pick<CreateBody, 'arch_type'>): void {
  if (given !== '' && given !== 'X86') throw badParameter('DMS.00400062', 'arch_type', given, 'X86');
}
