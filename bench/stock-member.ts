import { javaArgumentsFile } from '../src/engines/java/jvm-arguments.ts';
import type { MemberSpec } from '../src/runtimes/runtime.ts';

/** What `kafka-run-class.sh` gives every JVM: performance, JMX, and, with `-loggc`, as both start scripts say, the log of collections. */
const scriptFlags = [
  '-server',
  '-XX:+UseG1GC',
  '-XX:MaxGCPauseMillis=20',
  '-XX:InitiatingHeapOccupancyPercent=35',
  '-XX:+ExplicitGCInvokesConcurrent',
  '-Djava.awt.headless=true',
  // The script of 0.10.2 has flags here with which Java 17 does not start; these are those of later scripts.
  '-Xlog:gc*:file=gc.log:time,tags:filecount=10,filesize=100M',
  '-Dcom.sun.management.jmxremote',
  '-Dcom.sun.management.jmxremote.authenticate=false',
  '-Dcom.sun.management.jmxremote.ssl=false',
];
/** `kafka-server-start.sh` and `zookeeper-server-start.sh`. */
const heap = { broker: ['-Xmx1G', '-Xms1G'], zooKeeper: ['-Xmx512M', '-Xms512M'] } as const;
/** Ours; without them a broker has the numbers of its own `config/server.properties`, which are the defaults. */
const tuned =
  /^(num\.network\.threads|num\.io\.threads|background\.threads|log\.cleaner\.(dedupe|io)\.buffer\.size|replica\.fetch\.backoff\.ms|controller\.quorum\.election\.timeout\.ms)=/;

/** The same member, started as the distribution's scripts start it. Its files say the same, but for what is tuned for size or time. */
export function stockMember(member: MemberSpec): MemberSpec {
  const files = member.files.map((file) => {
    const lines = String(file.content).split('\n');
    if (file.path === javaArgumentsFile) {
      const scripts = [...scriptFlags, ...heap[member.name.startsWith('broker') ? 'broker' : 'zooKeeper']];
      return { path: file.path, content: [...scripts, ...lines.filter(isKept), ''].join('\n') };
    }
    return file.path === 'server.properties'
      ? { path: file.path, content: lines.filter((line) => !tuned.test(line)).join('\n') }
      : file;
  });
  return { ...member, files };
}

/** The classpath (an argument of two lines) and properties, which say where logins and the log's settings are. */
function isKept(line: string, index: number, lines: readonly string[]): boolean {
  return line.startsWith('-D') || line === '-classpath' || lines[index - 1] === '-classpath';
}
