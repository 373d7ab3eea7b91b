#!/usr/bin/env node
/**
 * `npx polybroker`: runs Polybroker on the pinned Node with the arguments as given. It is plain JavaScript for the
 * host's own Node, 20 or newer, and passes on signals and the exit code.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules', '.bin', 'node');
if (!existsSync(node)) {
  console.error('Polybroker is not set up yet. Run: npm start');
  process.exit(1);
}
const main = ['--import', join(root, 'scripts', 'compile-cache.mjs'), join(root, 'src', 'main.ts')];
const child = spawn(node, [...main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`${node} cannot be started (${error.message}). Run: npm start`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});
