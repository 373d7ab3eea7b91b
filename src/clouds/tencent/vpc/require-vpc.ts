import type { Vpc } from '../../../domain/network/network.ts';
import type { ErrorCode } from '../error-catalog.ts';
import { badParameter } from '../errors.ts';
import { findByNetworkId } from '../network-id.ts';

/** The VPC of the caller's that the parameter VpcId names. @throws TencentError with `code` where there is none */
export function requireVpc(given: string, vpcs: readonly Vpc[], code: ErrorCode = 'ResourceNotFound'): Vpc {
  const vpc = findByNetworkId('vpc', given, vpcs);
  if (vpc === undefined) {
    throw badParameter(code, 'VpcId', given, 'the id of a VPC that DescribeVpcs shows');
  }
  return vpc;
}
