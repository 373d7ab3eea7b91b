import mvnArtifactUrl from 'mvn-artifact-url';
import type { LockedJar } from './engine-lock.ts';

/** Where jars are fetched from. */
export interface JarRepository {
  addressOf(jar: LockedJar): Promise<string>;
  /** Sent with each request: the credentials of the mirror, if it has any. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The public Maven repository, or the mirror at `address`, which may hold `user:password@`: `fetch` refuses such
 * addresses and error messages print them, so the credentials move into a header.
 * @throws Error where the address is not an http or https address
 */
export function createJarRepository(address?: string): JarRepository {
  if (address === undefined) return repositoryAt(undefined, {});
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(`The address of the jar repository is not an http or https address: ${address}`);
  }
  const headers: Record<string, string> = {};
  if (url.username !== '') {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers['authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`;
    url.username = '';
    url.password = '';
  }
  return repositoryAt(url.href.replace(/\/*$/, '/'), headers);
}

function repositoryAt(base: string | undefined, headers: Record<string, string>): JarRepository {
  return {
    headers,
    addressOf({ coordinates }) {
      const [groupId = '', artifactId = '', version = ''] = coordinates.split(':');
      return mvnArtifactUrl.default({ groupId, artifactId, version }, base);
    },
  };
}
