/**
 * What a client may have signed as its host. Most sign the header as they send it, also tccli, which sends the scheme in it
 * where it speaks plain HTTP (`http://127.0.0.1:7410`). The Node SDK sends the port and signs without it.
 */
export function signedHosts(header: string): readonly string[] {
  const withoutScheme = header.replace(/^https?:\/\//, '');
  const withoutPort = withoutScheme.replace(/:\d+$/, '');
  return [...new Set([header, withoutPort, withoutScheme])];
}
