import { badParameter } from '../../errors.ts';
import type { ErrorCode } from '../../error-catalog.ts';
import type { CreateBody } from '../create-body.ts';

interface UnsupportedRow {
  readonly parameter: keyof CreateBody;
  readonly code: ErrorCode;
  readonly accepts: (given: unknown) => boolean;
  readonly allowed: string;
}

const off = (given: unknown) => given === false;

/** Parameters of Huawei's that we know and cannot fulfil yet: refused, because what is accepted has to mean something. */
const rows: readonly UnsupportedRow[] = [
  {
    parameter: 'connector_enable',
    code: 'DMS.00400062',
    accepts: off,
    allowed: 'false, message dumping is not supported yet',
  },
  {
    parameter: 'tenant_ips',
    code: 'DMS.00400062',
    accepts: (given) => Array.isArray(given) && given.length === 0,
    allowed: 'empty, the service chooses the addresses',
  },
  {
    parameter: 'arch_type',
    code: 'DMS.00400062',
    accepts: (given) => given === '' || given === 'X86',
    allowed: 'X86',
  },
];

/** @throws HuaweiError for the first parameter that asks for what we lack */
export function refuseUnsupported(body: CreateBody): void {
  for (const { parameter, code, accepts, allowed } of rows) {
    const given: unknown = body[parameter];
    if (given !== undefined && !accepts(given)) throw badParameter(code, parameter, given, allowed);
  }
  // Terraform sends an empty charging_mode for pay-per-use.
  const chargingMode = body.bss_param?.charging_mode ?? '';
  if (chargingMode !== '' && chargingMode !== 'postPaid') {
    const allowed = 'absent, empty or postPaid, only pay-per-use instances are made here';
    throw badParameter('DMS.00400062', 'bss_param.charging_mode', chargingMode, allowed);
  }
}
