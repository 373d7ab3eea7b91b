import type { ListeningSocket, PortHolder } from '../runtimes/process/listening-sockets.ts';

/** The one line that a start prints which cannot go on: what is wrong and what to do. */
export function startFailureText(
  error: unknown,
  host: string,
  port: number,
  whoListens: { sockets(): readonly ListeningSocket[]; holderOf(socket: ListeningSocket): PortHolder | null },
): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    const socket = whoListens
      .sockets()
      .find((known) => known.port === port && (known.address === host || known.address === '*'));
    const holder = socket === undefined ? null : whoListens.holderOf(socket);
    const by = holder === null ? 'another process' : `pid ${holder.pid} (${holder.program})`;
    return `Port ${port} of ${host} is taken by ${by}. Stop it, or choose another port with POLYBROKER_PORT.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `${host} is not an address of this machine. Choose one with POLYBROKER_HOST.`;
  }
  if (code === 'EACCES' && (error as NodeJS.ErrnoException).syscall === 'listen') {
    return `Port ${port} may not be opened by this user. Choose one above 1023 with POLYBROKER_PORT.`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll('\n', ' ');
}
