/** What a token says. It says nothing that is not looked up again: names, and whether these still exist, are the store's. */
export interface TokenClaims {
  readonly userId: string;
  /** Null for a token of the whole account. */
  readonly projectId: string | null;
  /** The user's when the token was made. */
  readonly generation: number;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** Encrypts and authenticates text; the store's `Seal` fits. */
export interface TokenSeal {
  seal(text: string, context: string): string;
  /** @throws Error where the text was not sealed so */
  open(sealed: string, context: string): string;
}

const context = 'identity token';

/** The token's text: letters, digits, `-` and `_`, so that it fits every header. */
export function sealToken(claims: TokenClaims, seal: TokenSeal): string {
  const { userId, projectId, generation, issuedAtMs, expiresAtMs } = claims;
  const text = JSON.stringify([userId, projectId, generation, issuedAtMs, expiresAtMs]);
  return Buffer.from(seal.seal(text, context), 'base64').toString('base64url');
}

/** What the token says, or null where it is not one of ours. */
export function openToken(token: string, seal: TokenSeal): TokenClaims | null {
  const bytes = Buffer.from(token, 'base64url');
  // Decoding skips what it does not know; of the many texts of one token only ours is it.
  if (bytes.toString('base64url') !== token) return null;
  let text: string;
  try {
    text = seal.open(bytes.toString('base64'), context);
  } catch {
    // Forged, damaged, or of another data directory: to the caller all of that is the same.
    return null;
  }
  const [userId, projectId, generation, issuedAtMs, expiresAtMs] = JSON.parse(text) as [
    string,
    string | null,
    number,
    number,
    number,
  ];
  return { userId, projectId, generation, issuedAtMs, expiresAtMs };
}
