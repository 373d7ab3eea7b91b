import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const script = join(import.meta.dirname, '../../scripts/polybroker.mjs');

/** Runs `polybroker …` on a server's data directory and answers what it prints. Rejects with its `code` and `stderr`. */
export async function polybrokerCommand(dataDir: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, POLYBROKER_DATA_DIR: dataDir };
  return (await promisify(execFile)(process.execPath, [script, ...args], { env })).stdout;
}
