import { domainView, linksTo } from '../iam/identity-views.ts';
import type { Operation } from '../operation.ts';

/** The account of the caller; there is never another that it may see. */
export const listAuthDomains: Operation = {
  name: 'KeystoneListAuthDomains',
  method: 'GET',
  paths: ['/v3/auth/domains'],
  body: 'none',
  access: 'account',
  run({ caller, origin }) {
    const domains = [domainView(caller, origin)];
    return Promise.resolve({ status: 200, body: { domains, links: linksTo(`${origin}/v3/auth/domains`) } });
  },
};
