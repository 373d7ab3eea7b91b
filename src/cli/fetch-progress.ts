import type { InstallProgress } from '../engines/engine.ts';

const mebibyte = 1024 * 1024;

/**
 * Shows how far a download is: on a terminal in one line that is written over, elsewhere as a line per ten percent,
 * so that a log stays readable.
 */
export function createProgressLine(
  what: string,
  out: NodeJS.WriteStream,
): (progress: InstallProgress) => void {
  let shown = -1;
  return ({ bytesDone, bytesTotal, jarsDone, jarsTotal }) => {
    const percent = bytesTotal === 0 ? 100 : Math.floor((bytesDone / bytesTotal) * 100);
    const text = `Fetching ${what}: ${percent} % of ${(bytesTotal / mebibyte).toFixed(0)} MiB, ${jarsDone} of ${jarsTotal} jars`;
    if (out.isTTY) out.write(`\r${text}${jarsDone === jarsTotal ? '\n' : ''}`);
    else if (Math.floor(percent / 10) > shown) {
      shown = Math.floor(percent / 10);
      out.write(`${text}\n`);
    }
  };
}
