import { EngineUnavailableError } from '../engine.ts';
import { createJavaFinder, JavaNotFoundError } from './find-java.ts';
import type { FindJavaOptions, JavaInstallation } from './find-java.ts';
import { findPip, installPrivateJava } from './private-java.ts';

/** Javas for engines: those of the host, and where none of them fits one that is installed for us alone. */
export interface JavaProvider {
  /**
   * A Java of the first of these major versions that the host has; where it has none, a private one of the first.
   * @throws EngineUnavailableError where there is none and none can be installed; the signal's reason
   */
  provide(majors: readonly number[], signal: AbortSignal): Promise<JavaInstallation>;
  /**
   * Whether `provide` can succeed, without installing anything.
   * @throws JavaNotFoundError where the host has neither such a Java nor pip
   */
  check(majors: readonly number[]): Promise<void>;
}

export interface JavaProviderOptions {
  /** A home that the operator named: no other Java is looked for, and none is installed. */
  readonly onlyHome?: string;
  /** Private Javas go to `java/` in it. */
  readonly cacheDirectory: string;
  readonly environment: FindJavaOptions['environment'];
  /** Where Javas of the host are looked for besides `JAVA_HOME` and the `PATH`; the usual places unless given. */
  readonly directories?: readonly string[];
}

export function createJavaProvider(options: JavaProviderOptions): JavaProvider {
  const { onlyHome, cacheDirectory, environment, directories } = options;
  const findJava = createJavaFinder(
    onlyHome === undefined
      ? { environment, ...(directories === undefined ? {} : { directories }) }
      : { javaHomes: [onlyHome], environment: {}, directories: [] },
  );
  /** By major version: two clusters that start at once must not install the same Java twice. */
  const installing = new Map<number, Promise<JavaInstallation>>();

  async function onHost(majors: readonly number[]): Promise<JavaInstallation | JavaNotFoundError> {
    let failure: JavaNotFoundError | undefined;
    for (const major of majors) {
      try {
        return await findJava(major);
      } catch (error) {
        if (!(error instanceof JavaNotFoundError)) throw error;
        failure ??= error;
      }
    }
    return failure ?? new JavaNotFoundError('No Java version was asked for.');
  }

  /** @throws the failure of the search where nothing can be installed */
  async function pipInsteadOf(failure: JavaNotFoundError): Promise<readonly string[]> {
    if (onlyHome !== undefined) throw failure;
    const pip = await findPip(environment);
    if (pip !== null) return pip;
    throw new JavaNotFoundError(
      `${failure.message} With Python's pip on the PATH, Polybroker would install one for itself.`,
    );
  }

  return {
    async provide(majors, signal) {
      const found = await onHost(majors);
      if (!(found instanceof JavaNotFoundError)) return found;
      const pip = await pipInsteadOf(found);
      const [major = 0] = majors;
      let install = installing.get(major);
      if (install === undefined) {
        install = installPrivateJava(major, pip, cacheDirectory, environment, signal).catch(
          (error: unknown) => {
            if (!(error instanceof EngineUnavailableError)) throw error;
            throw new EngineUnavailableError(`${found.message} ${error.message}`, { cause: error });
          },
        );
        installing.set(major, install);
        install.catch(() => installing.delete(major));
      }
      return install;
    },

    async check(majors) {
      const found = await onHost(majors);
      if (found instanceof JavaNotFoundError) await pipInsteadOf(found);
    },
  };
}
