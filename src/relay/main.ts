/**
 * The program of a relay: a process of its own in its own directory, which goes on when the server that started it is gone. It
 * reads what to do from a file there, again whenever that was replaced.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRelay } from './relay.ts';
import { parseRelaySettings, relayFileName } from './relay-settings.ts';

const lookEveryMs = 250;

/** Changes when another file was renamed into its place. */
function stateOf(file: string): string {
  const { ino, mtimeMs, size } = statSync(file);
  return `${ino} ${mtimeMs} ${size}`;
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

async function main(): Promise<void> {
  let seen = stateOf(relayFileName);
  const settings = parseRelaySettings(readFileSync(relayFileName, 'utf8'));
  const relay = createRelay(settings, () => performance.now());
  let problems = await relay.apply(settings);
  if (problems.length > 0) {
    // Whoever started it is told by its end, and starts it again.
    for (const problem of problems) say(problem);
    process.exitCode = 1;
    relay.close();
    return;
  }
  say(`relays from ${relay.status().listening.join(', ')}`);

  /** What cannot be done is tried again at each look, and said once. */
  let complaints = '';
  function complain(found: readonly string[]): void {
    const text = found.join('\n');
    if (text !== complaints && text !== '') say(text);
    complaints = text;
  }

  async function look(): Promise<void> {
    try {
      const now = stateOf(relayFileName);
      if (now === seen && problems.length === 0) return;
      problems = await relay.apply(parseRelaySettings(readFileSync(relayFileName, 'utf8')));
      seen = now;
      complain(problems);
    } catch (error) {
      complain([`Everything stays as it was: ${relayFileName} cannot be used: ${String(error)}`]);
    }
  }
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, lookEveryMs);
  process.once('SIGTERM', () => {
    clearInterval(timer);
    void looking.then(() => relay.close());
  });
}

await main();
