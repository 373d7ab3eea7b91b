/**
 * Installs what Polybroker itself needs (the pinned Node and the dependencies) where that has not been done yet.
 * `npm start` and `npm test` run it first. It is plain JavaScript for the host's own Node, 20 or newer, and uses
 * nothing that has to be installed. Where all is in place it needs no network and takes a tenth of a second.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const pinnedNode = join(modules, '.bin', 'node');
/** Written last: without it node_modules is no whole installation of ours. */
const stampFile = join(modules, '.polybroker-set-up');
const lockDirectory = join(root, '.polybroker');
const lockFile = join(lockDirectory, 'set-up.pid');
const lockPatienceMs = 600_000;

const [major] = process.versions.node.split('.');
if (Number(major) < 20) {
  fail(
    `Polybroker needs Node 20 or newer to set itself up; this is ${process.version}. Install a newer Node.`,
  );
}
const wanted = `${createHash('sha256').update(read('package-lock.json')).digest('hex')} ${process.platform} ${process.arch}\n`;
if (!isInstalled()) {
  await takeLock();
  // Another set-up may have done it while this one waited.
  if (!isInstalled()) await install();
}

function isInstalled() {
  try {
    accessSync(pinnedNode, constants.X_OK);
    return readFileSync(stampFile, 'utf8') === wanted;
  } catch {
    return false;
  }
}

async function install() {
  say('Installing dependencies (once, about half a minute)…');
  // After an older lock file npm changes only what differs; what broke off, or was made otherwise, is made anew.
  if (existsSync(stampFile)) rmSync(stampFile);
  else rmSync(modules, { recursive: true, force: true });
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const heartbeat = setInterval(() => say(`… still installing after ${seconds()} s`), 20_000);
  const { code, output } = await runNpm();
  clearInterval(heartbeat);
  if (code !== 0) {
    const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.exec(output);
    if (!unreachable) process.stderr.write(output.replace(/^npm (http|notice|warn).*\n/gm, ''));
    fail(
      unreachable
        ? `The dependencies could not be installed: npm cannot reach its registry (${unreachable[0]}). Check the network, or npm's proxy and registry settings, and start again.`
        : `The dependencies could not be installed: npm ended with code ${code}, its words stand above. Mend that and start again.`,
    );
  }
  const probe = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  if (probe.status !== 0) {
    const cause =
      probe.error?.code === 'ENOENT'
        ? 'is not there'
        : `does not run: ${probe.stderr?.trim() ?? probe.error}`;
    fail(
      `npm installed the dependencies, but the pinned Node for ${process.platform} ${process.arch} ${cause}. It needs Linux with glibc, or macOS, on x64 or arm64, and a registry that has it.`,
    );
  }
  writeFileSync(stampFile, wanted);
  say(`Installed in ${seconds()} s, Node ${probe.stdout.trim()} among it.`);
}

/**
 * Installs the versions of package-lock.json and passes signals on to npm, whose output is kept for the case that it
 * fails. It is `npm install` because `npm ci` refuses a lock file that lacks an optional package of any platform, and
 * registries do not all carry the compiled tools of platforms that Polybroker does not run on.
 */
function runNpm() {
  const args = ['install', '--no-save', '--no-audit', '--no-fund'];
  // Development and optional packages are needed (the pinned Node is an optional one), whatever npm's settings omit.
  args.push('--include=dev', '--include=optional');
  // By default npm asks an unreachable registry again for many minutes, and says nothing meanwhile.
  args.push(
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=300',
    '--fetch-retry-maxtimeout=1000',
    '--loglevel=http',
  );
  // Under `npm start` the first `node` on the PATH may be the pinned one, which is about to be replaced.
  const { npm_execpath: npm, npm_node_execpath: hostNode } = process.env;
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== join(modules, '.bin'));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const options = { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] };
  const child =
    npm?.endsWith('npm-cli.js') && hostNode
      ? spawn(hostNode, [npm, ...args], options)
      : spawn('npm', args, options);
  let output = '';
  let trouble;
  const take = (text) => {
    output += text;
    if (trouble !== undefined) return;
    trouble = /attempt \d+ failed with (\w+)/.exec(text)?.[1];
    if (trouble !== undefined) say(`npm has trouble reaching its registry (${trouble}) and tries again…`);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take);
  let received;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      received = signal;
      child.kill(signal);
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      fail(
        `npm could not be started (${error.message}). Install npm, which comes with Node, and start again.`,
      );
    });
    child.on('close', (code, signal) => {
      if (received !== undefined) {
        releaseLock();
        // By now no listener is left for it, so that it ends this process as it would any other.
        process.kill(process.pid, received);
      } else {
        resolve({ code: code ?? signal, output });
      }
    });
  });
}

/** One set-up at a time in a clone: it may begin by deleting node_modules. */
async function takeLock() {
  mkdirSync(lockDirectory, { recursive: true });
  const own = join(lockDirectory, `${randomUUID()}.pid`);
  writeFileSync(own, String(process.pid));
  for (let waitedMs = 0; ; waitedMs += 200) {
    try {
      // A link appears with its content, so that nobody reads a lock without a pid.
      linkSync(own, lockFile);
      process.on('exit', releaseLock);
      rmSync(own);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = lockHolder();
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      removeDeadLock(holder);
      continue;
    }
    if (waitedMs === 0) say(`Waiting for another set-up in this directory (process ${holder})…`);
    if (waitedMs > lockPatienceMs) {
      fail(
        `Process ${holder} has held ${lockFile} for ten minutes. If it is no set-up, delete that file and start again.`,
      );
    }
    await sleep(200);
  }
}

/** Moves the lock away before deleting it: only one of several that wait can, and it sees what it took. */
function removeDeadLock(holder) {
  const taken = join(lockDirectory, `${randomUUID()}.pid`);
  try {
    renameSync(lockFile, taken);
    // Another was faster and holds the lock now: give it back.
    if (readFileSync(taken, 'utf8') !== String(holder)) linkSync(taken, lockFile);
    rmSync(taken);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function releaseLock() {
  if (lockHolder() === process.pid) rmSync(lockFile, { force: true });
}

function lockHolder() {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return error.code === 'EPERM';
  }
}

function read(name) {
  try {
    return readFileSync(join(root, name));
  } catch (error) {
    return fail(`${name} cannot be read (${error.message}). Is this a whole clone of Polybroker?`);
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
