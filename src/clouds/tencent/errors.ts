import { DomainError, type DomainErrorKind } from '../../domain/errors.ts';
import type { WireResponse } from '../cloud.ts';
import { type ErrorCode, errorCatalog } from './error-catalog.ts';

/** A refusal in Tencent Cloud's words. */
export class TencentError extends Error {
  override readonly name = 'TencentError';
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail what was given and what is allowed; without it the code's own text is sent */
  constructor(
    code: ErrorCode,
    detail: string = errorCatalog[code],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail.length <= 2000 ? detail : `${detail.slice(0, 2000)}…`);
    this.code = code;
    this.headers = headers;
  }
}

/** A parameter that cannot be accepted: names it, shows what was given (undefined: not shown, as for secrets), says what is allowed. */
export function badParameter(code: ErrorCode, name: string, given: unknown, allowed: string): TencentError {
  const shown = given === undefined ? '' : ` was ${abbreviate(given)}`;
  return new TencentError(code, `Parameter \`${name}\`${shown}; allowed: ${allowed}.`);
}

/** A value that cannot be accepted; the type was right. */
export function badValue(name: string, given: unknown, allowed: string): TencentError {
  return badParameter('InvalidParameterValue', name, given, allowed);
}

/**
 * An operation of Tencent's that we lack. The header lets scripts tell it from what the cloud itself does not support.
 * @param operationName goes into the header: nothing that a client sent, unless it was checked
 */
export function unsupportedOperation(operationName: string): TencentError {
  return new TencentError(
    'UnsupportedOperation',
    `The operation ${operationName} is not supported by Polybroker.`,
    { 'x-polybroker-unsupported': operationName },
  );
}

const codeOfKind: Readonly<Record<DomainErrorKind, ErrorCode>> = {
  'invalid-parameter': 'InvalidParameterValue',
  'instance-not-found': 'InvalidParameterValue.InstanceNotExist',
  'instance-name-taken': 'InvalidParameterValue.RepetitionValue',
  // Terraform asks again for minutes where it reads this code.
  'instance-busy': 'ResourceUnavailable',
  'instance-quota-exceeded': 'LimitExceeded',
  'instance-user-exists': 'InvalidParameterValue.RepetitionValue',
  'instance-user-not-found': 'ResourceNotFound',
  'vpc-not-found': 'InvalidParameterValue.VpcIdInvalid',
  'subnet-not-found': 'InvalidParameterValue.SubnetIdInvalid',
  'subnet-not-in-vpc': 'InvalidParameterValue.SubnetIdInvalid',
  'security-group-not-found': 'ResourceNotFound',
  'zone-not-found': 'InvalidParameterValue.ZoneNotSupport',
  'network-in-use': 'ResourceInUse',
  'cidr-outside': 'InvalidParameterValue.SubnetRange',
  'cidr-overlaps': 'InvalidParameterValue.SubnetConflict',
  'rule-not-found': 'ResourceNotFound',
  'rule-exists': 'InvalidParameterValue.RepetitionValue',
  'address-not-found': 'ResourceNotFound',
  'address-in-use': 'ResourceInUse',
  'address-pool-empty': 'ResourceInsufficient',
  'task-not-found': 'ResourceNotFound',
  'task-running': 'ResourceInUse',
  'scheduled-task-not-found': 'ResourceNotFound',
  'scheduled-task-over': 'InvalidParameterValue',
  'encryption-key-not-found': 'ResourceNotFound',
  'ipv6-unavailable': 'UnsupportedOperation',
  'enterprise-project-not-found': 'InvalidParameterValue',
  'version-unknown': 'InvalidParameterValue',
  'storage-unavailable': 'FailedOperation',
  'login-refused': 'UnauthorizedOperation',
  'token-invalid': 'AuthFailure.TokenFailure',
  'account-not-found': 'UnauthorizedOperation',
  'project-not-found': 'UnauthorizedOperation',
  'access-key-not-found': 'AuthFailure.SecretIdNotFound',
  'access-key-revoked': 'AuthFailure.SecretIdNotFound',
  'name-taken': 'InvalidParameterValue.RepetitionValue',
  // Of what is inside a cluster.
  'instance-unavailable': 'ResourceUnavailable',
  'topic-not-found': 'ResourceNotFound',
  'topic-exists': 'InvalidParameterValue.TopicNameAlreadyExist',
  'topic-refused': 'FailedOperation',
  'topic-limit-reached': 'FailedOperation',
  'group-limit-reached': 'FailedOperation',
  'invalid-topic-name': 'InvalidParameterValue',
  'invalid-partition-count': 'InvalidParameterValue',
  'invalid-replication-factor': 'InvalidParameterValue',
  'invalid-topic-config': 'InvalidParameterValue',
  'invalid-offset': 'InvalidParameterValue',
  'group-exists': 'InvalidParameterValue.RepetitionValue',
  'group-not-found': 'ResourceNotFound',
  'group-not-empty': 'ResourceInUse',
  'cluster-user-not-found': 'ResourceNotFound',
  'cluster-user-exists': 'InvalidParameterValue.RepetitionValue',
  'invalid-cluster-user': 'InvalidParameterValue',
  'invalid-acl': 'InvalidParameterValue',
  'invalid-quota': 'InvalidParameterValue',
};

/** Tencent's names of the domain fields that a DomainError may blame. */
const parameterOfField: Readonly<Record<string, string>> = {
  'network.vpcId': 'VpcId',
  'network.subnetId': 'SubnetId',
  'network.securityGroupId': 'SecurityGroupId',
  'topicDefaults.retentionMs': 'MsgRetentionTime',
  'topicDefaults.maxMessageBytes': 'MaxMessageByte',
  'topicDefaults.partitions': 'Config.DefaultNumPartitions',
  'topicDefaults.replicas': 'Config.DefaultReplicationFactor',
  zones: 'ZoneIds',
  name: 'InstanceName',
  version: 'KafkaVersion',
};

/** Words anything that was thrown as Tencent would. What is neither a refusal of ours nor of the domain is a defect, without its message. */
export function toTencentError(error: unknown): TencentError {
  if (error instanceof TencentError) return error;
  if (!(error instanceof DomainError)) return new TencentError('InternalError');
  const parameter = error.field === null ? undefined : parameterOfField[error.field];
  const message = parameter === undefined ? error.message : `Parameter \`${parameter}\`: ${error.message}`;
  return new TencentError(codeOfKind[error.kind], message);
}

/** Everything is answered 200: the clients take another status for a failure of the network, and Terraform tries for minutes. */
export function errorResponse(error: TencentError, requestId: string): WireResponse {
  const { code, message } = error;
  return envelope({ Error: { Code: code, Message: message } }, requestId, error.headers);
}

/** The form of every answer. */
export function envelope(
  content: object,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ Response: { ...content, RequestId: requestId } }),
  };
}

/** What was given, as JSON, short enough for a message. */
function abbreviate(given: unknown): string {
  const text = JSON.stringify(given) ?? 'nothing';
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
