import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import type { EngineLock } from '../artifacts/engine-lock.ts';
import type { JarCache } from '../artifacts/jar-cache.ts';
import { jarFile } from '../artifacts/jar-file.ts';
import { EngineUnavailableError } from '../engine.ts';
import { compileJava } from './compile-java.ts';

/** Sources that refer to nothing and that the classes of every engine use. */
export function sharedPass(lockName: string): CompilerPass {
  return { folder: '../../java/jvm', lockName, artifacts: [] };
}

const compilerLockName = 'ecj-3.40.0';
/** A compilation takes seconds; what is older was left by a process that is gone. */
const partialLifetimeMs = 3_600_000;

/** What an engine has of its own Java. */
export interface JavaSources {
  /** Holds a folder for each pass. */
  readonly directory: string;
  /** In this order: a pass sees the classes of those before it. */
  readonly passes: readonly CompilerPass[];
  /** The name of the jar that all classes go into. */
  readonly jarName: string;
}

/** The sources of a folder, and what they are compiled against: artifacts of a lock. */
export interface CompilerPass {
  readonly folder: string;
  readonly lockName: string;
  readonly artifacts: readonly string[];
}

export interface CompiledJarParts {
  readonly jarCache: JarCache;
  /** Gets a directory per state of the sources and the compiler. */
  readonly directory: string;
  /** Of Java 17 or later. */
  readonly javaExecutable: string;
  readonly signal: AbortSignal;
}

interface Source {
  readonly path: string;
  readonly content: Buffer;
}

/**
 * The absolute path of the jar with an engine's classes that run inside brokers; compiles it where these sources were not compiled
 * on this machine yet. It appears by a rename when it is complete, so that servers that share the directory need no lock.
 * @throws EngineUnavailableError with what is missing or what the compiler said; the signal's reason
 */
export async function ensureCompiledJar(
  { directory: sourcesDirectory, passes, jarName }: JavaSources,
  parts: CompiledJarParts,
): Promise<string> {
  const compiler = loadEngineLock(compilerLockName);
  const apis = passes.map(({ lockName, artifacts }) => onlyArtifacts(loadEngineLock(lockName), artifacts));
  const sources = await Promise.all(passes.map(({ folder }) => readSources(join(sourcesDirectory, folder))));
  const target = join(
    parts.directory,
    digestOf(sourcesDirectory, sources.flat(), [compiler, ...apis]),
    jarName,
  );
  if (await exists(target)) return target;

  const [compilerJar = ''] = await parts.jarCache.ensure(compiler, { signal: parts.signal });
  const work = join(parts.directory, 'partial', randomUUID());
  const classes = join(work, 'classes');
  try {
    await removeStalePartials(dirname(work));
    await mkdir(classes, { recursive: true });
    for (const [index, api] of apis.entries()) {
      await compileJava({
        javaExecutable: parts.javaExecutable,
        compilerJar,
        sources: (sources[index] ?? []).map(({ path }) => path),
        classpath: [classes, ...(await parts.jarCache.ensure(api, { signal: parts.signal }))],
        outputDirectory: classes,
        signal: parts.signal,
      });
    }
    await writeWhole(join(work, jarName), jarFile(await classEntries(classes)));
    await mkdir(dirname(target), { recursive: true });
    await rename(join(work, jarName), target);
  } catch (error) {
    if (error instanceof EngineUnavailableError || parts.signal.aborted) throw error;
    throw new EngineUnavailableError(
      `The classes that run inside brokers cannot be kept in ${parts.directory}: ${(error as Error).message}. ` +
        'Make it writable for this user and see that its disk has room, or set POLYBROKER_CACHE_DIR to another directory.',
      { cause: error },
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return target;
}

function onlyArtifacts(lock: EngineLock, artifacts: readonly string[]): EngineLock {
  const jars = lock.jars.filter(({ coordinates }) => artifacts.includes(coordinates.split(':')[1] ?? ''));
  if (jars.length !== artifacts.length) {
    throw new Error(
      `The engine lock of ${lock.engine} ${lock.version} lacks one of ${artifacts.join(', ')}.`,
    );
  }
  return { ...lock, jars };
}

async function readSources(directory: string): Promise<readonly Source[]> {
  const names = (await filesOf(directory)).filter((name) => name.endsWith('.java'));
  return Promise.all(
    names.map(async (name) => ({
      path: join(directory, name),
      content: await readFile(join(directory, name)),
    })),
  );
}

/** Paths relative to the directory, sorted. */
async function filesOf(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function classEntries(directory: string) {
  const names = await filesOf(directory);
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(directory, name)) })));
}

/** Changes with each source, and with each jar that they are compiled by or against. */
function digestOf(
  sourcesDirectory: string,
  sources: readonly Source[],
  locks: readonly EngineLock[],
): string {
  const hash = createHash('sha256');
  for (const { path, content } of sources) {
    hash.update(JSON.stringify([relative(sourcesDirectory, path), content.length])).update(content);
  }
  hash.update(JSON.stringify(locks.flatMap(({ jars }) => jars.map(({ sha256 }) => sha256))));
  return hash.digest('hex').slice(0, 32);
}

/** Written through to the disk: after a power failure there is a whole file or none. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new EngineUnavailableError(
      `${path} cannot be read: ${(error as Error).message}. Make it readable for this user, or set POLYBROKER_CACHE_DIR to another directory.`,
      { cause: error },
    );
  }
}

async function removeStalePartials(directory: string): Promise<void> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const path = join(directory, name);
    const entry = await stat(path).catch(() => null);
    if (entry !== null && Date.now() - entry.mtimeMs > partialLifetimeMs) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
