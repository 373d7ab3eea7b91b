import { EngineUnavailableError } from '../engine.ts';

/** A Java runtime on this machine. `version` is its full version such as `17.0.15`, `home` its `java.home`. */
export interface JavaInstallation {
  readonly executable: string;
  readonly version: string;
  readonly major: number;
  readonly home: string;
}

export interface FindJavaOptions {
  /** Java homes named in the configuration; looked at first. */
  readonly javaHomes?: readonly string[];
  /** `JAVA_HOME`, `PATH` and `HOME` are read from it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** No Java of the wanted version is here; the message says where it was looked for, what was found, and what to do. */
export class JavaNotFoundError extends EngineUnavailableError {}

/**
 * Finds a Java runtime of exactly this major version.
 * @throws JavaNotFoundError
 */
export function findJava(major: number, options: FindJavaOptions): Promise<JavaInstallation> {
  void options;
  return Promise.reject(new JavaNotFoundError(`No Java ${major} found.`));
}
