import { connect } from 'node:net';
import { secretNames } from '../../src/engines/kafka/cluster-secrets.ts';
import { readClusterView } from '../../src/engines/kafka/probe.ts';
import { JuteWriter } from '../../src/engines/kafka/zookeeper/jute.ts';
import { connectZooKeeper } from '../../src/engines/kafka/zookeeper/zookeeper-client.ts';
import { listeningPortsOf } from '../support/listening-ports.ts';
import type { ListeningPort } from '../support/listening-ports.ts';
import type { RunningCluster } from './run-cluster.ts';

/** A way to get in somewhere without a login. Answers what it got, or null. */
type Attempt = (port: ListeningPort, authorityPem: string | null) => Promise<string | null>;

/** Without `srvr`: ZooKeeper 3.8 answers that whatever its settings say, with its version, role and counters. */
const words = ['stat', 'ruok', 'envi', 'conf', 'cons', 'dump', 'mntr', 'wchs', 'isro'];
const quietAfterMs = 1000;

const attempts: Readonly<Record<string, Attempt>> = {
  'Kafka metadata': ({ address, port }) => metadata(address, port, null),

  'Kafka metadata over TLS': async ({ address, port }, authorityPem) =>
    authorityPem === null ? null : metadata(address, port, authorityPem),

  'a ZooKeeper session': async ({ address, port }) => {
    const client = await connectZooKeeper({
      servers: [{ address, port }],
      login: null,
      requestTimeoutMs: quietAfterMs,
    }).catch(() => null);
    if (client === null) return null;
    try {
      return await granted(client.getChildren('/'));
    } finally {
      await client.close();
    }
  },

  "one of ZooKeeper's words": async (port) => {
    const answers = await Promise.all(words.map((word) => exchange(port, Buffer.from(word))));
    // So it says of each word that is switched off, and ends the connection.
    return answers.find((answer) => answer !== null && !answer.includes('not in the whitelist')) ?? null;
  },

  'the election of ZooKeeper': (port) => {
    // Protocol version -65536, server id, and the address at which to call back (QuorumCnxManager.InitialMessage).
    const back = Buffer.from('127.0.0.1:3888');
    const hello = Buffer.alloc(20);
    hello.writeBigInt64BE(-65536n, 0);
    hello.writeBigInt64BE(9n, 8);
    hello.writeInt32BE(back.length, 16);
    return exchange(port, Buffer.concat([hello, back]));
  },

  'the quorum of ZooKeeper': (port) => {
    // QuorumPacket FOLLOWERINFO (11) of server 9 in epoch 0.
    const info = Buffer.alloc(20);
    info.writeBigInt64BE(9n, 0);
    info.writeInt32BE(0x10000, 8);
    return exchange(port, new JuteWriter().int(11).long(0n).buffer(info).int(-1).toBuffer());
  },

  'remote method calls (JMX)': (port) => exchange(port, Buffer.from('JRMI\0\x02K', 'latin1')),

  'HTTP (an administration server)': (port) => exchange(port, Buffer.from('GET / HTTP/1.0\r\n\r\n')),
};

/** As `openAtMembers` for a cluster that is run by the engine alone. */
export async function openToStrangers(running: RunningCluster): Promise<readonly string[]> {
  const authorityPem = running.cluster.secrets.get(secretNames.authorityCertificate) ?? null;
  const members = [...running.cluster.addresses].map(async ([name, address]) => ({
    name,
    address,
    pid: await running.pidOf(name),
  }));
  return openAtMembers(await Promise.all(members), authorityPem);
}

export interface ListeningMember {
  readonly name: string;
  readonly pid: number;
  /** Its own, on which alone it may listen. */
  readonly address: string;
}

/**
 * Walks over every port on which a process of the cluster listens, and tries each way to get in without a login at each.
 * Answers what was open: nothing, where the cluster is closed. Also tells ports that no member should have.
 */
export async function openAtMembers(
  all: readonly ListeningMember[],
  authorityPem: string | null,
): Promise<readonly string[]> {
  const members = all.map(async ({ name, pid, address }) => {
    const ports = listeningPortsOf(pid);
    const found = ports.length === 0 ? [`${name} listens nowhere`] : [];
    for (const port of ports) {
      const where = `${name} ${port.port}`;
      if (port.address !== address)
        found.push(`${where}: listens on ${port.address}, not on its own address`);
      const tried = Object.entries(attempts).map(async ([what, attempt]) => {
        const got = await attempt(port, authorityPem);
        return got === null ? [] : [`${where}: ${what}${got === '' ? '' : ` (${got.slice(0, 200)})`}`];
      });
      found.push(...(await Promise.all(tried)).flat());
    }
    return found;
  });
  return (await Promise.all(members)).flat();
}

function metadata(address: string, port: number, authorityPem: string | null): Promise<string | null> {
  const target = { address, port, login: null, authorityPem };
  return granted(readClusterView(target, AbortSignal.timeout(quietAfterMs)));
}

function granted(answer: Promise<unknown>): Promise<string | null> {
  return answer.then(
    () => '',
    () => null,
  );
}

/** Sends bytes and answers what comes back until the other side ends or is quiet; null where nothing comes. */
function exchange({ address, port }: ListeningPort, bytes: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    const socket = connect({ host: address, port }, () => socket.write(bytes));
    const end = (): void => {
      socket.destroy();
      const answer = Buffer.concat(received);
      // A TLS alert says only that this is no TLS.
      resolve(answer.length === 0 || isAlert(answer) ? null : answer.toString('latin1'));
    };
    socket.setTimeout(quietAfterMs, end);
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.on('error', end);
    socket.on('close', end);
  });
}

/** RFC 8446, 5.1: a record of type 21. */
function isAlert(answer: Buffer): boolean {
  return answer[0] === 21 && answer[1] === 3;
}
