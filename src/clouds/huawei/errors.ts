import type { WireResponse } from '../cloud.ts';
import { DomainError } from '../../domain/errors.ts';
import type { DomainErrorKind } from '../../domain/errors.ts';
import { errorCatalog } from './error-catalog.ts';
import type { ErrorCode } from './error-catalog.ts';

/** A refusal in Huawei's words. */
export class HuaweiError extends Error {
  override readonly name = 'HuaweiError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** `detail` follows the cloud's own text of the code: what was given, what is allowed. */
  constructor(code: ErrorCode, detail: string | null = null, headers: Readonly<Record<string, string>> = {}) {
    const [status, text] = errorCatalog[code];
    super(shortened(detail === null || detail === text ? text : `${text} ${detail}`));
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

/** A message as it is sent: what clients give, which messages repeat, may be as long as a whole request. */
function shortened(message: string): string {
  return message.length <= 2000 ? message : `${message.slice(0, 2000)}…`;
}

/** A parameter that cannot be accepted: names it, shows what was given (undefined: not shown, as for secrets), says what is allowed. */
export function badParameter(code: ErrorCode, name: string, given: unknown, allowed: string): HuaweiError {
  const shown = given === undefined ? '' : ` was ${abbreviate(given)}`;
  return new HuaweiError(code, `Parameter ${name}${shown}; allowed: ${allowed}.`);
}

/**
 * An operation of Huawei's that we lack. The header lets scripts tell it from a wrong parameter, which the real
 * service answers with the same code.
 */
export function unsupportedOperation(operationName: string): HuaweiError {
  return new HuaweiError('DMS.00400007', `The operation ${operationName} is not supported by Polybroker.`, {
    'x-polybroker-unsupported': operationName,
  });
}

const codeOfKind: Readonly<Record<DomainErrorKind, ErrorCode>> = {
  'invalid-parameter': 'DMS.00400062',
  'instance-not-found': 'DMS.00404022',
  'instance-name-taken': 'DMS.00400060',
  'instance-busy': 'DMS.00400026',
  'instance-quota-exceeded': 'DMS.00400035',
  'instance-user-exists': 'DMS.00400062',
  'instance-user-not-found': 'DMS.00400062',
  'vpc-not-found': 'DMS.00400068',
  // The service has no code of its own for a subnet that does not exist at all.
  'subnet-not-found': 'DMS.00400018',
  'subnet-not-in-vpc': 'DMS.00400018',
  'security-group-not-found': 'DMS.00400046',
  'zone-not-found': 'DMS.00400042',
  // What only the network service refuses is worded in vpc/network-errors.ts; these are for any other.
  'network-in-use': 'VPC.0602',
  'cidr-outside': 'VPC.0203',
  'cidr-overlaps': 'VPC.0204',
  'rule-not-found': 'VPC.0603',
  'rule-exists': 'VPC.0602',
  'address-not-found': 'DMS.00400128',
  'address-in-use': 'DMS.00400128',
  'address-pool-empty': 'VPC.0532',
  'task-not-found': 'DMS.00400070',
  'task-running': 'DMS.00400017',
  'scheduled-task-not-found': 'DMS.00400070',
  'scheduled-task-over': 'DMS.00400062',
  'enterprise-project-not-found': 'DMS.00400062',
  'version-unknown': 'DMS.00400008',
  'encryption-key-not-found': 'DMS.00400135',
  'ipv6-unavailable': 'DMS.00400049',
  'storage-unavailable': 'DMS.00500000',
  'login-refused': 'IAM.wrong-password',
  'token-invalid': 'IAM.wrong-token',
  'account-not-found': 'IAM.wrong-scope',
  'project-not-found': 'IAM.wrong-scope',
  'access-key-not-found': 'IAM.bad-request',
  'access-key-revoked': 'IAM.bad-request',
  'name-taken': 'IAM.bad-request',
  // Of what is inside a cluster.
  'instance-unavailable': 'DMS.00400026',
  'topic-not-found': 'DMS.00400876',
  'topic-exists': 'DMS.40050005',
  // Instances of Huawei's have a limit of partitions, none of topics.
  'topic-refused': 'DMS.111400860',
  'invalid-topic-name': 'DMS.00400101',
  'invalid-partition-count': 'DMS.00400102',
  'invalid-replication-factor': 'DMS.00400861',
  'invalid-topic-config': 'DMS.00400062',
  'invalid-offset': 'DMS.00400062',
  'group-not-found': 'DMS.111400864',
  'group-exists': 'DMS.40050015',
  'group-not-empty': 'DMS.00400062',
  'topic-limit-reached': 'DMS.10240020',
  'group-limit-reached': 'DMS.10240019',
  // Only RocketMQ's users are asked for in a cluster; those of Kafka are kept here.
  'cluster-user-not-found': 'DMS.00500972',
  'cluster-user-exists': 'DMS.00400062',
  'invalid-cluster-user': 'DMS.00400062',
  'invalid-acl': 'DMS.00400062',
  'invalid-quota': 'DMS.00400062',
};

/** Huawei's names of the domain fields that a DomainError may blame. */
const parameterOfField: Readonly<Record<string, string>> = {
  'network.vpcId': 'vpc_id',
  'network.subnetId': 'subnet_id',
  'network.securityGroupId': 'security_group_id',
  'publicAccess.publicAddressIds': 'publicip_id',
  'access.userName': 'access_user',
  access: 'protocol',
  'topicDefaults.minInSyncReplicas': 'min.insync.replicas',
  enterpriseProjectId: 'enterprise_project_id',
  zones: 'available_zones',
  encryptionKeyId: 'disk_encrypted_key',
  ipv6: 'ipv6_enable',
  name: 'name',
  atMs: 'execute_at',
  version: 'engine_version',
};

/** Words anything that was thrown as Huawei would. What is neither a refusal of ours nor of the domain is a defect: 500, without its message. */
export function toHuaweiError(error: unknown): HuaweiError {
  if (error instanceof HuaweiError) return error;
  if (error instanceof DomainError) {
    const parameter = error.field === null ? undefined : parameterOfField[error.field];
    return new HuaweiError(
      codeOfKind[error.kind],
      parameter === undefined ? error.message : `Parameter ${parameter}: ${error.message}`,
    );
  }
  return new HuaweiError('DMS.00500000');
}

/**
 * The answer for a refusal. The gateway and the message service say `error_code`, the network service says `code` as
 * documented; it says both here, because the official Node SDK looks for the first only.
 */
export function errorResponse(error: HuaweiError, requestId: string): WireResponse {
  const { code, message } = error;
  const body = {
    ...(code.startsWith('VPC.') ? { code, message } : {}),
    error_msg: message,
    error_code: code,
    request_id: requestId,
  };
  return {
    status: error.status,
    headers: { 'content-type': 'application/json', ...error.headers },
    body: JSON.stringify(body),
  };
}

/** What was given, as JSON, short enough for a message. */
function abbreviate(given: unknown): string {
  const text = JSON.stringify(given) ?? 'nothing';
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
