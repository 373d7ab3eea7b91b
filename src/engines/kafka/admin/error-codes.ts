/** Those of Kafka's error codes that we tell apart (`org.apache.kafka.common.protocol.Errors`). */
export const errorCodes = {
  none: 0,
  offsetOutOfRange: 1,
  unknownTopicOrPartition: 3,
  leaderNotAvailable: 5,
  notLeader: 6,
  requestTimedOut: 7,
  coordinatorLoading: 14,
  coordinatorNotAvailable: 15,
  notCoordinator: 16,
  invalidTopic: 17,
  illegalGeneration: 22,
  invalidGroupId: 24,
  unknownMemberId: 25,
  rebalanceInProgress: 27,
  topicExists: 36,
  invalidPartitions: 37,
  invalidReplicationFactor: 38,
  invalidReplicaAssignment: 39,
  invalidConfig: 40,
  notController: 41,
  invalidRequest: 42,
  policyViolation: 44,
  securityDisabled: 54,
  kafkaStorageError: 56,
  reassignmentInProgress: 60,
  nonEmptyGroup: 68,
  groupIdNotFound: 69,
  groupSubscribedToTopic: 86,
  resourceNotFound: 91,
  unacceptableCredential: 93,
} as const;

/** What passes by itself: leaders, coordinators and controllers that move. */
const passing: ReadonlySet<number> = new Set([
  errorCodes.leaderNotAvailable,
  errorCodes.notLeader,
  errorCodes.coordinatorLoading,
  errorCodes.coordinatorNotAvailable,
  errorCodes.notCoordinator,
  errorCodes.notController,
  errorCodes.reassignmentInProgress,
]);

/** A broker refused for a reason that passes by itself. */
export class NotNowError extends Error {
  override readonly name = 'NotNowError';
}

/** @throws NotNowError for a code that passes by itself */
export function requirePermanent(code: number, what: string): void {
  if (passing.has(code)) throw new NotNowError(`The brokers could not yet ${what}: error ${code}.`);
}

/** @throws NotNowError, or an Error for what a caller cannot mend: a defect of ours or of the cluster */
export function requireNone(code: number, what: string, message: string | null = null): void {
  if (code === errorCodes.none) return;
  requirePermanent(code, what);
  throw new Error(`The brokers refused to ${what}: ${message ?? `error ${code}`}.`);
}
