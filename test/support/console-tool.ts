import { spawn } from 'node:child_process';
import { javaArgumentsFile } from '../../src/engines/java/jvm-arguments.ts';

/** What a tool runs with: the Java of a cluster's brokers, and the arguments in the directory of one. */
interface BrokersJava {
  readonly java: { readonly executable: string };
  directoryOf(memberName: string): string;
}

/**
 * Runs one of Kafka's own command line tools by its Java class, with the jars of the cluster's brokers and, towards
 * ZooKeeper, with their login, and with lines to read where it reads any. Answers what it printed.
 */
export async function consoleTool(
  running: BrokersJava,
  javaClass: string,
  args: readonly string[],
  input = '',
): Promise<string> {
  const child = spawn(running.java.executable, [`@${javaArgumentsFile}`, javaClass, ...args], {
    cwd: running.directoryOf('broker-1'),
    // Arguments with letters beyond ASCII reach Java only in a locale that has them.
    env: { LC_ALL: 'C.UTF-8' },
  });
  child.stdin.end(input);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${javaClass} ended with ${String(code)}: ${output}`);
  return output;
}
