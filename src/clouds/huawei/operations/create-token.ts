import { tokenView } from '../iam/identity-views.ts';
import { parseTokenRequest } from '../iam/token-request.ts';
import type { Operation } from '../operation.ts';

/** Logs a user in, or exchanges a token for one of another scope. The token itself comes in the header `X-Subject-Token`. */
export const createToken: Operation = {
  name: 'KeystoneCreateUserTokenByPassword',
  method: 'POST',
  paths: ['/v3/auth/tokens'],
  body: 'json',
  access: 'anyone',
  async run({ body, query, origin }, { tokens }) {
    const request = parseTokenRequest(body);
    const issued =
      request.method === 'password'
        ? await tokens.logIn(request.login, request.scope)
        : await tokens.rescope(request.token, request.scope);
    const withCatalog = !query.has('nocatalog');
    return {
      status: 201,
      headers: { 'x-subject-token': issued.token },
      body: { token: tokenView(issued, request.method, origin, withCatalog) },
    };
  },
};
