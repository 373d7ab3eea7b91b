import { readdir, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { EngineUnavailableError } from '../engine.ts';
import { isExecutable, probeJava } from './probe-java.ts';
import type { JavaInstallation, JavaProbe } from './probe-java.ts';

export type { JavaInstallation } from './probe-java.ts';

export interface FindJavaOptions {
  /** Java homes named in the configuration; looked at first. */
  readonly javaHomes?: readonly string[];
  /** `JAVA_HOME`, `PATH` and `HOME` are read from it, and Java runs with it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Directories whose entries are Java homes; those that installers use, unless given. */
  readonly directories?: readonly string[];
}

/** No Java of the wanted version is here; the message says where it was looked for, what was found, and what to do. */
export class JavaNotFoundError extends EngineUnavailableError {}

/**
 * Finds a Java runtime of exactly this major version: in the configured homes, `JAVA_HOME`, the `PATH`, and then where
 * installers put them. Runs each that it meets once and ends at the first that fits.
 * @throws JavaNotFoundError
 */
export async function findJava(major: number, options: FindJavaOptions): Promise<JavaInstallation> {
  const looked: string[] = [];
  const found: string[] = [];
  const seen = new Set<string>();
  for await (const { name, executables } of places(options)) {
    looked.push(name);
    for (const executable of executables) {
      if (!(await isExecutable(executable))) continue;
      // The same Java is often reached through JAVA_HOME, the PATH and several links.
      const real = await realpath(executable);
      if (seen.has(real)) continue;
      seen.add(real);
      const probe = await probeJava(executable, options.environment);
      if (probe.kind === 'java' && probe.installation.major === major) return probe.installation;
      found.push(`${executable} ${describe(probe)}`);
    }
  }
  throw new JavaNotFoundError(
    `No Java ${major} found. Looked in ${looked.join(', ')}; found ${found.join(', ') || 'no Java at all'}. ` +
      `Install a Java ${major} runtime (on Debian and Ubuntu the package openjdk-${major}-jre-headless), ` +
      `or set JAVA_HOME to the home of one.`,
  );
}

/** A finder that remembers what it found; failures are not remembered, so that a Java may be installed meanwhile. */
export function createJavaFinder(options: FindJavaOptions): (major: number) => Promise<JavaInstallation> {
  const searches = new Map<number, Promise<JavaInstallation>>();
  return (major) => {
    let search = searches.get(major);
    if (search === undefined) {
      search = findJava(major, options);
      searches.set(major, search);
      search.catch(() => searches.delete(major));
    }
    return search;
  };
}

interface Place {
  /** For the error message. */
  readonly name: string;
  /** May or may not exist. */
  readonly executables: readonly string[];
}

async function* places({ javaHomes = [], environment, directories }: FindJavaOptions): AsyncGenerator<Place> {
  for (const home of javaHomes) yield { name: home, executables: [inHome(home)] };
  const { JAVA_HOME, PATH, HOME } = environment;
  if (JAVA_HOME) yield { name: `JAVA_HOME (${JAVA_HOME})`, executables: [inHome(JAVA_HOME)] };
  else yield { name: 'JAVA_HOME (not set)', executables: [] };
  const searchPath = (PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  yield { name: 'PATH', executables: searchPath.map((directory) => join(directory, 'java')) };
  for (const directory of directories ?? usualDirectories(HOME)) {
    const entries = await entriesOf(directory);
    const executables = entries.flatMap((entry) => {
      const home = join(directory, entry);
      // The second form is that of macOS.
      return [inHome(home), inHome(join(home, 'Contents', 'Home'))];
    });
    yield { name: directory, executables };
  }
}

/** Linux packages, hand-made and container installations, Homebrew, macOS, SDKMAN and IDEs. */
function usualDirectories(home: string | undefined): string[] {
  const ofMachine = ['/usr/lib/jvm', '/usr/java', '/opt', '/opt/java', '/opt/homebrew/opt', '/usr/local/opt'];
  const macOs = 'Library/Java/JavaVirtualMachines';
  const ofUser = home ? [join(home, '.sdkman/candidates/java'), join(home, '.jdks'), join(home, macOs)] : [];
  return [...ofMachine, join('/', macOs), ...ofUser];
}

function inHome(home: string): string {
  return join(home, 'bin', 'java');
}

/** The entries in the order of their names, newest patch last; none where the directory is absent or closed to us. */
async function entriesOf(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).toSorted();
  } catch {
    return [];
  }
}

function describe(probe: JavaProbe): string {
  return probe.kind === 'java' ? `is Java ${probe.installation.version}` : `does not run (${probe.reason})`;
}
