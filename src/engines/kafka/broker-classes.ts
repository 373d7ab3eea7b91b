/** Classes of `jvm/` that brokers name in their settings. */
export const brokerClasses = {
  plainUsersLoginModule: 'polybroker.users.PlainUsersLoginModule',
  plainUsersCallbackHandler: 'polybroker.users.PlainUsersCallbackHandler',
  loginPrincipalBuilder: 'polybroker.users.LoginPrincipalBuilder',
  loginPrincipals: 'polybroker.users.LoginPrincipals',
} as const;
