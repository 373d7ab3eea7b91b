import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EngineUnavailableError } from '../engine.ts';

export interface CompileOptions {
  /** Of Java 17 or later, on which the compiler runs; a runtime without development tools is enough. */
  readonly javaExecutable: string;
  /** The jar of the Eclipse compiler (ecj). */
  readonly compilerJar: string;
  /** Absolute paths of `.java` files. */
  readonly sources: readonly string[];
  /** Jars and directories that the sources refer to. */
  readonly classpath: readonly string[];
  /** An existing directory, which gets the class files. */
  readonly outputDirectory: string;
  readonly signal: AbortSignal;
}

const run = promisify(execFile);
/** Milliseconds; a compilation takes one second on an idle machine. */
const timeoutMs = 120_000;
const complaintLinesShown = 12;

/**
 * Compiles Java 8 class files, which every Java since 8 loads.
 * @throws EngineUnavailableError with what the compiler said; the signal's reason
 */
export async function compileJava(options: CompileOptions): Promise<void> {
  const { javaExecutable, compilerJar, sources, classpath, outputDirectory, signal } = options;
  const jvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
  // Not `--release 8`: that needs a file which only development kits have.
  const language = ['-source', '8', '-target', '8', '-encoding', 'UTF-8', '-g:none', '-proc:none', '-nowarn'];
  const places = ['-classpath', classpath.join(':'), '-d', outputDirectory];
  try {
    await run(javaExecutable, [...jvm, '-jar', compilerJar, ...language, ...places, ...sources], {
      env: {},
      signal,
      timeout: timeoutMs,
      maxBuffer: 4 * 1024 * 1024,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new EngineUnavailableError(
      `The classes that run inside brokers could not be compiled by ${javaExecutable}: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

function reasonOf(error: unknown): string {
  const { killed, stdout, stderr, message } = error as Error & {
    killed?: boolean;
    stdout?: string;
    stderr?: string;
  };
  if (killed === true) return `it did not end within ${timeoutMs / 1000} s.`;
  const said = `${stderr ?? ''}${stdout ?? ''}`.trim();
  return said === '' ? message : said.split('\n').slice(0, complaintLinesShown).join('\n');
}
