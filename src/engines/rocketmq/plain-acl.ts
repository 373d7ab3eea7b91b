import type { RemotingLogin } from './remoting/signature.ts';

/** Where 4.8.0 keeps users, and looks twice a second whether it changed. */
export const plainAclFile = 'conf/plain_acl.yml';

/** The file at the first start of a broker: our own user alone. Brokers write it themselves from then on. */
export function renderPlainAcl({ accessKey, secretKey }: RemotingLogin): string {
  return [
    // Has to be there, though empty, for the requests that change it.
    'globalWhiteRemoteAddresses: []',
    'accounts:',
    `- accessKey: ${accessKey}`,
    `  secretKey: ${secretKey}`,
    '  whiteRemoteAddress:',
    '  admin: true',
    '  defaultTopicPerm: PUB|SUB',
    '  defaultGroupPerm: PUB|SUB',
    '',
  ].join('\n');
}
