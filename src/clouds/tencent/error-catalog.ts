/**
 * The error codes of Tencent Cloud that we answer with, with the text that stands for them where nothing more is known.
 * Those without a service's own word (`AuthFailure…`, `InvalidAction`, …) are the API gateway's.
 */
export const errorCatalog = {
  ActionOffline: 'This API is offline.',
  'AuthFailure.InvalidAuthorization': 'The Authorization in the request is not in line with the standard.',
  'AuthFailure.InvalidSecretId': 'The SecretId is not a valid one of a TencentCloud API key.',
  'AuthFailure.SecretIdNotFound': 'The SecretId does not exist, or was revoked.',
  'AuthFailure.SignatureExpire':
    'The signature has expired: the time of the request and that of the server differ by more than five minutes.',
  'AuthFailure.SignatureFailure':
    'The provided credentials could not be validated. Please check your signature is correct.',
  'AuthFailure.TokenFailure': 'The token is wrong.',
  FailedOperation: 'The operation failed.',
  InternalError: 'An internal error occurred.',
  InvalidAction: 'The API does not exist.',
  InvalidParameter: 'A parameter is wrong, such as by its format or type.',
  'InvalidParameter.TopicExist': 'The topic exists already.',
  InvalidParameterValue: 'The value of a parameter is wrong.',
  'InvalidParameterValue.InstanceNotExist': 'The instance does not exist.',
  'InvalidParameterValue.NotAllowedEmpty': 'The parameter is required.',
  'InvalidParameterValue.RepetitionValue': 'The parameter already exists.',
  'InvalidParameterValue.SubnetIdInvalid': 'Invalid subnet ID.',
  'InvalidParameterValue.SubnetNotBelongToZone': 'The subnet is not in the zone.',
  'InvalidParameterValue.TopicNameAlreadyExist': 'The topic name exists already.',
  'InvalidParameterValue.VpcIdInvalid': 'Invalid VPC ID.',
  'InvalidParameterValue.WrongAction': 'The value of the Action parameter is incorrect.',
  'InvalidParameterValue.ZoneNotSupport': 'The zone is not supported.',
  InvalidRequest: 'The multipart/form-data body is malformed.',
  LimitExceeded: 'The quota limit is exceeded.',
  'LimitExceeded.RouteOverLimit': 'The number of routes exceeds the limit.',
  'LimitExceeded.RouteSASLOverLimit': 'The number of SASL routes exceeds the limit.',
  MissingParameter: 'A parameter is missing.',
  NoSuchVersion: 'The API version does not exist.',
  OperationDenied: 'The operation was denied.',
  RequestLimitExceeded: 'The number of requests exceeds the frequency limit.',
  RequestSizeLimitExceeded: 'The request is too large.',
  ResourceInUse: 'The resource is in use.',
  ResourceInsufficient: 'The resource is insufficient.',
  ResourceNotFound: 'The resource does not exist.',
  ResourceUnavailable: 'The resource is unavailable.',
  UnauthorizedOperation: 'Unauthorized operation.',
  UnknownParameter: 'A parameter is unknown.',
  UnsupportedOperation: 'The operation is not supported.',
  'UnsupportedOperation.OssReject': 'The billing system rejected the operation.',
  UnsupportedProtocol: 'Only GET and POST requests are supported.',
  UnsupportedRegion: 'The API does not support the region that was given.',
  // The network service's own.
  'InvalidParameterValue.Malformed': 'The parameter has an invalid format.',
  'InvalidParameterValue.Range': 'The parameter is not within its range.',
  'InvalidParameterValue.SubnetConflict': 'The subnet’s CIDR block conflicts with another subnet of the VPC.',
  'InvalidParameterValue.SubnetRange': 'The subnet’s CIDR block is not within that of the VPC.',
} as const;

export type ErrorCode = keyof typeof errorCatalog;
