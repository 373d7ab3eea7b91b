/** Classes of `jvm/` that brokers name in their settings. */
export const brokerClasses = {
  plainUsersLoginModule: 'polybroker.users.PlainUsersLoginModule',
  plainUsersCallbackHandler: 'polybroker.users.PlainUsersCallbackHandler',
  loginPrincipalBuilder: 'polybroker.users.LoginPrincipalBuilder',
  loginPrincipals: 'polybroker.users.LoginPrincipals',
  topicPolicy: 'polybroker.guard.TopicPolicy',
  sharedQuota: 'polybroker.guard.SharedQuota',
  authorizerBefore20: 'polybroker.guard.AuthorizerBefore20',
  authorizerUpTo23: 'polybroker.guard.AuthorizerUpTo23',
  authorizerWithZooKeeper: 'polybroker.guard.AuthorizerWithZooKeeper',
  authorizerKraft: 'polybroker.guard.AuthorizerKraft',
  plainPrincipalBuilder010: 'polybroker.guard.PlainPrincipalBuilder010',
  plainPrincipalBuilder: 'polybroker.guard.PlainPrincipalBuilder',
  plainPrincipals: 'polybroker.guard.PlainPrincipals',
} as const;
