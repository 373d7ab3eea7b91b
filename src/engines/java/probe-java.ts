import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A Java runtime on this machine. `version` is its full version such as `17.0.15`, `home` its `java.home`. */
export interface JavaInstallation {
  readonly executable: string;
  readonly version: string;
  readonly major: number;
  readonly home: string;
}

export type JavaProbe =
  | { readonly kind: 'java'; readonly installation: JavaInstallation }
  | { readonly kind: 'broken'; readonly reason: string };

const run = promisify(execFile);
/** Milliseconds; a JVM answers in 0.1 s, on a machine under heavy load in a few seconds. */
const probeTimeoutMs = 20_000;

/** Runs `executable` to learn which Java it is. */
export async function probeJava(
  executable: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<JavaProbe> {
  let settings: string;
  try {
    const output = await run(executable, ['-XshowSettings:properties', '-version'], {
      env: environment,
      timeout: probeTimeoutMs,
    });
    settings = output.stderr + output.stdout;
  } catch (error) {
    return { kind: 'broken', reason: reasonOf(error) };
  }
  const property = (name: string) =>
    new RegExp(`^\\s*${name.replaceAll('.', '\\.')} = (.*?)\\s*$`, 'm').exec(settings)?.[1];
  const home = property('java.home');
  const version = property('java.version');
  // Java 8 and older call themselves 1.8 and so on.
  const major = Number(property('java.specification.version')?.replace(/^1\./, ''));
  if (home === undefined || version === undefined || !Number.isInteger(major)) {
    return { kind: 'broken', reason: 'it does not name its java.home and version' };
  }
  // What stands on the PATH may be the shim of a version manager, which answers differently in another directory.
  const own = join(home, 'bin', 'java');
  return {
    kind: 'java',
    installation: { executable: (await isExecutable(own)) ? own : executable, version, major, home },
  };
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function reasonOf(error: unknown): string {
  const { killed, stderr, message } = error as { killed?: boolean; stderr?: string; message: string };
  if (killed === true) return `it did not answer within ${probeTimeoutMs / 1000} s`;
  const firstLine = stderr?.split('\n').find((line) => line.trim() !== '');
  return (firstLine ?? message).trim();
}
