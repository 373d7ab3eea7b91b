import { createServer } from 'node:net';

/** True when a listening socket can be bound there now, as a broker will; false when another holds the port. */
export function canListen(address: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new Error(whyNot(address, port, error), { cause: error }));
    });
    server.listen({ host: address, port, exclusive: true, backlog: 1 }, () => {
      server.close((error) => {
        if (error === undefined) resolve(true);
        else reject(error);
      });
    });
  });
}

/** Whether this machine has `::1`. */
export async function hasLoopbackIpv6(): Promise<boolean> {
  try {
    return await canListen('::1', 0);
  } catch (error) {
    const code = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return false;
    throw error;
  }
}

function whyNot(address: string, port: number, error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES') {
    return `This user may not listen on ${address}:${port} (ports below net.ipv4.ip_unprivileged_port_start are for root).`;
  }
  if (address.includes(':') && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) {
    return `This machine has no ${address}: IPv6 is switched off in its kernel or on its loopback interface.`;
  }
  if (error.code === 'EADDRNOTAVAIL') {
    return `${address} is not an address of this machine. Clusters need all of 127.0.0.0/8 on the loopback interface: check \`ip address show lo\`.`;
  }
  return `Cannot listen on ${address}:${port}: ${error.message}.`;
}
