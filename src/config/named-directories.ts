import { isAbsolute } from 'node:path';

/**
 * The directories of a text such as `high=/mnt/hdd, ultra=/mnt/ssd`, by name; none of an empty text.
 * @returns null where the text is not such a list, a name comes twice, or a directory is not absolute
 */
export function parseNamedDirectories(text: string): ReadonlyMap<string, string> | null {
  const directories = new Map<string, string>();
  if (text === '') return directories;
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    const [name, directory] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 0 || !/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,255}$/.test(name)) return null;
    if (!isAbsolute(directory) || directories.has(name)) return null;
    directories.set(name, directory);
  }
  return directories;
}
