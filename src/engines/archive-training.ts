import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MemberSpec } from '../runtimes/runtime.ts';
import type { Instance } from '../domain/instance/instance.ts';
import type { Cluster, PlanStep } from './engine.ts';

/** What is to be trained: a cluster of the least size, and where the archive of each of its members goes. */
export interface Training<Own extends Instance> {
  readonly cluster: Omit<Cluster<Own>, 'addresses' | 'secrets'>;
  readonly members: readonly string[];
  createSecrets(addresses: ReadonlyMap<string, string>): Promise<Cluster['secrets']>;
  plan(cluster: Cluster<Own>): Promise<readonly PlanStep[]>;
  /** Where the member's archive goes. */
  archiveOf(memberName: string): string;
  /** JVM arguments that make the member write it to `file`. */
  recordingArguments(memberName: string, file: string): readonly string[];
}

interface Trainee {
  readonly spec: MemberSpec;
  readonly process: ChildProcess;
  readonly archive: { readonly unfinished: string; readonly finished: string };
}

const outputFile = 'output.log';
const prefix = 'training-';

/**
 * Runs the cluster once at the lowest priority, and lets each JVM write down the classes it has loaded when it ends.
 * The files appear under their names only when they are complete.
 * @throws Error where a member does not come up or writes no archive; the signal's reason
 */
export async function trainArchives<Own extends Instance>(
  training: Training<Own>,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  // Only one training runs on a machine: what is there was left by one that was killed.
  for (const name of await readdir(directory)) {
    if (name.startsWith(prefix)) await rm(join(directory, name), { recursive: true, force: true });
  }
  const place = await mkdtemp(join(directory, prefix));
  const trainees: Trainee[] = [];
  try {
    const addresses = trainingAddresses(training.members);
    const secrets = await training.createSecrets(addresses);
    for (const step of await training.plan({ ...training.cluster, addresses, secrets })) {
      signal.throwIfAborted();
      if (step.kind === 'action') await step.run(signal);
      if (step.kind !== 'members') continue;
      const started = await Promise.all(step.members.map((spec) => start(spec, training, place)));
      trainees.push(...started);
      await Promise.race([
        Promise.all(started.map(({ spec }) => step.awaitReady(spec.name, signal))),
        ...started.map(endsEarly),
      ]);
    }
    // As at every stop: those who need others end first.
    for (const trainee of trainees.toSorted((one, other) => other.spec.stopOrder - one.spec.stopOrder)) {
      await finish(trainee, signal);
    }
  } finally {
    await Promise.all(trainees.map(kill));
    await rm(place, { recursive: true, force: true });
  }
}

/** Outside the blocks that the process runtime claims, and another one each time: only one training runs on a machine. */
function trainingAddresses(members: readonly string[]): ReadonlyMap<string, string> {
  const network = `127.2.${randomInt(256)}`;
  return new Map(members.map((member, index) => [member, `${network}.${index + 1}`]));
}

async function start(
  spec: MemberSpec,
  training: Pick<Training<Instance>, 'archiveOf' | 'recordingArguments'>,
  place: string,
): Promise<Trainee> {
  const directory = join(place, spec.name);
  for (const { path, content } of spec.files) {
    await mkdir(dirname(join(directory, path)), { recursive: true, mode: 0o700 });
    await writeFile(join(directory, path), content, { mode: 0o600 });
  }
  const archive = { unfinished: join(directory, 'classes.jsa'), finished: training.archiveOf(spec.name) };
  // The JVM's arguments stand in a file, the first argument; of one that is given twice the last counts.
  const [argumentsFile = '', ...program] = spec.arguments;
  const recording = training.recordingArguments(spec.name, archive.unfinished);
  const command = [spec.executable, argumentsFile, ...recording, ...program];
  const output = await open(join(directory, outputFile), 'w');
  // Unlike a user's brokers, those of a training are of no use to anyone when we are gone: the kernel ends them with us.
  const child = spawn('nice', ['-n', '19', 'setpriv', '--pdeathsig', 'SIGKILL', ...command], {
    cwd: directory,
    // A group of its own, so that a Ctrl-C on the terminal is not taken for the end of the training.
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' },
  });
  await once(child, 'spawn');
  await output.close();
  return { spec, process: child, archive };
}

async function endsEarly({ spec, process: child }: Trainee): Promise<never> {
  await once(child, 'exit');
  throw new Error(`${spec.name} ended during the training.`);
}

/** Asks the JVM to end, which makes it write its archive, and gives the archive its name. */
async function finish({ spec, process: child, archive }: Trainee, signal: AbortSignal): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit', { signal });
    signalGroup(child, 'SIGTERM');
    await ended;
  }
  if (!existsSync(archive.unfinished)) {
    const words = await readFile(join(dirname(archive.unfinished), outputFile), 'utf8');
    throw new Error(`${spec.name} wrote no class-data archive. Its last words: ${words.slice(-1000)}`);
  }
  await mkdir(dirname(archive.finished), { recursive: true });
  await rename(archive.unfinished, archive.finished);
}

async function kill({ process: child }: Trainee): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  signalGroup(child, 'SIGKILL');
  await ended;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
}
