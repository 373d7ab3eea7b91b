interface ErrorText {
  /** HTTP status. The Terraform provider asks again for minutes on any 5xx. */
  readonly status: number;
  /** What stands for the code where nothing more is known. */
  readonly text: string;
}

/**
 * The error codes of Alibaba Cloud that we answer with: the gateway's, and those of alikafka, which begin with `BIZ_`, `ONS_`
 * and `AUTH_`.
 */
export const errorCatalog = {
  AUTH_RESOURCE_OWNER_ERROR: { status: 403, text: 'The resource does not belong to the caller.' },
  BIZ_FIELD_CHECK_INVALID: { status: 400, text: 'A parameter is invalid.' },
  BIZ_INSTANCE_STATUS_ERROR: { status: 400, text: 'The instance’s status does not allow the operation.' },
  BIZ_SUBSCRIPTION_EXISTED: { status: 400, text: 'The consumer group exists already.' },
  BIZ_SUBSCRIPTION_NOT_FOUND: { status: 404, text: 'The consumer group does not exist.' },
  BIZ_TOPIC_EXISTED: { status: 400, text: 'The topic exists already.' },
  BIZ_TOPIC_NOT_FOUND: { status: 404, text: 'The topic does not exist.' },
  'EntityNotExist.Role': { status: 404, text: 'The role does not exist.' },
  EntityTooLarge: { status: 413, text: 'The request is too large.' },
  IncompleteSignature: {
    status: 400,
    text: 'The request signature does not conform to Alibaba Cloud standards.',
  },
  InstanceNotFound: { status: 404, text: 'The instance does not exist.' },
  InternalError: { status: 500, text: 'The request processing has failed due to some unknown error.' },
  'InvalidAccessKeyId.NotFound': { status: 404, text: 'Specified access key is not found.' },
  'InvalidAction.NotFound': {
    status: 404,
    text: 'Specified api is not found, please check your url and method.',
  },
  InvalidParameter: { status: 400, text: 'The value of a parameter is invalid.' },
  'InvalidSecurityToken.MismatchWithAccessKey': {
    status: 400,
    text: 'Specified SecurityToken mismatch with the AccessKey.',
  },
  'InvalidSecurityGroupId.NotFound': { status: 404, text: 'The specified security group does not exist.' },
  'InvalidTimeStamp.Expired': { status: 400, text: 'Specified time stamp or date value is expired.' },
  'InvalidTimeStamp.Format': {
    status: 400,
    text: 'Specified time stamp or date value is not well formatted.',
  },
  InvalidVersion: { status: 404, text: 'Specified parameter Version is not valid.' },
  'InvalidVpcId.NotFound': { status: 404, text: 'The specified VPC does not exist.' },
  'InvalidVSwitchId.NotFound': { status: 404, text: 'The specified vSwitch does not exist.' },
  'InvalidZoneId.NotFound': { status: 404, text: 'The specified zone does not exist.' },
  ONS_INIT_ENV_ERROR: { status: 400, text: 'There is nothing to upgrade.' },
  ONS_SERVICE_UNSUPPORTED: { status: 400, text: 'The operation is not supported.' },
  ONS_SYSTEM_FLOW_CONTROL: { status: 400, text: 'The system is busy; try again later.' },
  QuotaExceeded: { status: 400, text: 'The quota is exceeded.' },
  ResourceInUse: { status: 400, text: 'The resource is in use.' },
  SignatureDoesNotMatch: { status: 400, text: 'Specified signature does not match our calculation.' },
  SignatureNonceUsed: { status: 400, text: 'Specified signature nonce was used already.' },
  'Throttling.User': { status: 400, text: 'Request was denied due to user flow control.' },
  UnsupportedHTTPMethod: { status: 403, text: 'Only GET and POST requests are supported.' },
} as const satisfies Readonly<Record<string, ErrorText>>;

export type ErrorCode = keyof typeof errorCatalog;
