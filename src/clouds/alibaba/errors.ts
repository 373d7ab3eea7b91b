import { DomainError, type DomainErrorKind } from '../../domain/errors.ts';
import { type ErrorCode, errorCatalog } from './error-catalog.ts';

/** The gateway has a code for each parameter that is missing: `MissingInstanceId`. */
type MissingCode = `Missing${string}`;

/** A refusal in Alibaba Cloud's words. */
export class AlibabaError extends Error {
  override readonly name = 'AlibabaError';
  readonly code: ErrorCode | MissingCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail what was given and what is allowed; without it the code's own text is sent */
  constructor(
    code: ErrorCode | MissingCode,
    detail?: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    const known = isKnown(code) ? errorCatalog[code] : undefined;
    super(detail ?? known?.text ?? `${code.replace(/^Missing/, '')} is mandatory for this action.`);
    this.code = code;
    this.status = known?.status ?? 400;
    this.headers = headers;
  }
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalog, code);
}

/** @throws AlibabaError */
export function missing(name: string): never {
  throw new AlibabaError(`Missing${name}`, `${name} is mandatory for this action.`);
}

/** A value that cannot be accepted: names it, shows what was given (undefined: not shown, as for secrets), says what is allowed. */
export function badValue(name: string, given: unknown, allowed: string): AlibabaError {
  return badParameter('BIZ_FIELD_CHECK_INVALID', name, given, allowed);
}

export function badParameter(code: ErrorCode, name: string, given: unknown, allowed: string): AlibabaError {
  const shown = given === undefined ? '' : ` was ${abbreviate(given)}`;
  return new AlibabaError(code, `Parameter ${name}${shown}; allowed: ${allowed}.`);
}

/** What Alibaba Cloud can and we cannot. The header lets scripts tell it from what the cloud itself does not support. */
export function unsupported(what: string): AlibabaError {
  return new AlibabaError('ONS_SERVICE_UNSUPPORTED', `${what} is not supported by Polybroker.`, {
    'x-polybroker-unsupported': what,
  });
}

/** Where the cloud explains a code, as its own answers say. */
export function recommendation(code: string): string {
  return `https://api.alibabacloud.com/troubleshoot?q=${encodeURIComponent(code)}&product=alikafka`;
}

const codeOfKind: Readonly<Record<DomainErrorKind, ErrorCode>> = {
  'invalid-parameter': 'BIZ_FIELD_CHECK_INVALID',
  'instance-not-found': 'InstanceNotFound',
  'instance-name-taken': 'BIZ_FIELD_CHECK_INVALID',
  'instance-busy': 'BIZ_INSTANCE_STATUS_ERROR',
  'instance-quota-exceeded': 'QuotaExceeded',
  'instance-user-exists': 'BIZ_FIELD_CHECK_INVALID',
  'instance-user-not-found': 'BIZ_FIELD_CHECK_INVALID',
  'vpc-not-found': 'InvalidVpcId.NotFound',
  'subnet-not-found': 'InvalidVSwitchId.NotFound',
  'subnet-not-in-vpc': 'InvalidVSwitchId.NotFound',
  'security-group-not-found': 'InvalidSecurityGroupId.NotFound',
  'zone-not-found': 'InvalidZoneId.NotFound',
  'network-in-use': 'ResourceInUse',
  'cidr-outside': 'InvalidParameter',
  'cidr-overlaps': 'InvalidParameter',
  'rule-not-found': 'InvalidParameter',
  'rule-exists': 'InvalidParameter',
  'address-not-found': 'InvalidParameter',
  'address-in-use': 'ResourceInUse',
  'address-pool-empty': 'QuotaExceeded',
  'task-not-found': 'InvalidParameter',
  'task-running': 'ResourceInUse',
  'scheduled-task-not-found': 'InvalidParameter',
  'scheduled-task-over': 'InvalidParameter',
  'encryption-key-not-found': 'BIZ_FIELD_CHECK_INVALID',
  'ipv6-unavailable': 'ONS_SERVICE_UNSUPPORTED',
  'enterprise-project-not-found': 'BIZ_FIELD_CHECK_INVALID',
  'version-unknown': 'BIZ_FIELD_CHECK_INVALID',
  // The Terraform provider asks again for minutes where it reads this code.
  'storage-unavailable': 'ONS_SYSTEM_FLOW_CONTROL',
  'login-refused': 'AUTH_RESOURCE_OWNER_ERROR',
  'token-invalid': 'InvalidSecurityToken.MismatchWithAccessKey',
  'account-not-found': 'AUTH_RESOURCE_OWNER_ERROR',
  'project-not-found': 'AUTH_RESOURCE_OWNER_ERROR',
  'access-key-not-found': 'InvalidAccessKeyId.NotFound',
  'access-key-revoked': 'InvalidAccessKeyId.NotFound',
  'name-taken': 'BIZ_FIELD_CHECK_INVALID',
  // Of what is inside a cluster.
  // Brokers that do not answer now. The Terraform provider asks again where it reads this code; by BIZ_INSTANCE_STATUS_ERROR it
  // takes a user or an access rule for gone.
  'instance-unavailable': 'ONS_SYSTEM_FLOW_CONTROL',
  'topic-not-found': 'BIZ_TOPIC_NOT_FOUND',
  'topic-exists': 'BIZ_TOPIC_EXISTED',
  'topic-refused': 'BIZ_FIELD_CHECK_INVALID',
  'topic-limit-reached': 'BIZ_FIELD_CHECK_INVALID',
  'group-limit-reached': 'BIZ_FIELD_CHECK_INVALID',
  'invalid-topic-name': 'BIZ_FIELD_CHECK_INVALID',
  'invalid-partition-count': 'BIZ_FIELD_CHECK_INVALID',
  'invalid-replication-factor': 'BIZ_FIELD_CHECK_INVALID',
  'invalid-topic-config': 'BIZ_FIELD_CHECK_INVALID',
  'invalid-offset': 'BIZ_FIELD_CHECK_INVALID',
  'group-exists': 'BIZ_SUBSCRIPTION_EXISTED',
  'group-not-found': 'BIZ_SUBSCRIPTION_NOT_FOUND',
  'group-not-empty': 'ResourceInUse',
  'cluster-user-not-found': 'BIZ_FIELD_CHECK_INVALID',
  'cluster-user-exists': 'BIZ_FIELD_CHECK_INVALID',
  'invalid-cluster-user': 'BIZ_FIELD_CHECK_INVALID',
  'invalid-acl': 'BIZ_FIELD_CHECK_INVALID',
  'invalid-quota': 'BIZ_FIELD_CHECK_INVALID',
};

/** Alibaba's names of the domain fields that a DomainError may blame. */
const parameterOfField: Readonly<Record<string, string>> = {
  encryptionKeyId: 'KMSKeyId',
  'network.vpcId': 'VpcId',
  'network.subnetId': 'VSwitchId',
  'network.securityGroupId': 'SecurityGroup',
  'topicDefaults.retentionMs': 'Config',
  'topicDefaults.maxMessageBytes': 'Config',
  zones: 'ZoneId',
  name: 'Name',
  version: 'ServiceVersion',
};

/** Words anything that was thrown as Alibaba would. What is neither a refusal of ours nor of the domain is a defect, without its message. */
export function toAlibabaError(error: unknown): AlibabaError {
  if (error instanceof AlibabaError) return error;
  if (!(error instanceof DomainError)) return new AlibabaError('InternalError');
  const parameter = error.field === null ? undefined : parameterOfField[error.field];
  const message = parameter === undefined ? error.message : `Parameter ${parameter}: ${error.message}`;
  return new AlibabaError(codeOfKind[error.kind], message);
}

/** What was given, as JSON, short enough for a message. */
function abbreviate(given: unknown): string {
  const text = JSON.stringify(given) ?? 'nothing';
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
