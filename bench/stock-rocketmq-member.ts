import { javaArgumentsFile } from '../src/engines/java/jvm-arguments.ts';
import type { MemberSpec } from '../src/runtimes/runtime.ts';

/** What `runserver.sh` and `runbroker.sh` of 5.x give every JVM on Java 9 and later; those of 4.8.0 have flags with which Java 17 does not start. */
const scriptFlags = [
  '-server',
  '-XX:+UseG1GC',
  '-XX:G1HeapRegionSize=16m',
  '-XX:G1ReservePercent=25',
  '-XX:InitiatingHeapOccupancyPercent=30',
  '-XX:SoftRefLRUPolicyMSPerMB=0',
  '-XX:-OmitStackTraceInFastThrow',
  '-XX:-UseLargePages',
  '-Xlog:gc*:file=gc.log:time,tags:filecount=5,filesize=30M',
];
const ofNameServer = ['-Xms4g', '-Xmx4g', '-XX:MetaspaceSize=128m', '-XX:MaxMetaspaceSize=320m'];
const ofBroker = ['-Xms8g', '-Xmx8g', '-XX:MaxDirectMemorySize=15g'];
/** Takes all of the heap at the start. */
const touched = '-XX:+AlwaysPreTouch';
/** What our brokers are told to be smaller by. */
const tuned =
  /^(\w+ThreadPoolNums|server\w+Threads|mappedFileSize\w*|max(HashSlot|Index)Num|timerFlushIntervalMs|transactionMetricFlushInterval)=/;
/** Ours, of the properties that JVMs are started with. */
const small = /^-D(io\.netty\.)/;

/** The same member as the distribution's scripts start it; with `heap` as much memory at the start as they take, or as it is used. */
export function stockRocketmqMember(member: MemberSpec, heap: 'touched' | 'as-used'): MemberSpec {
  const isBroker = member.name.startsWith('broker');
  const files = member.files.map((file) => {
    const lines = String(file.content).split('\n');
    if (file.path === javaArgumentsFile) {
      const own = isBroker ? [...ofBroker, ...(heap === 'touched' ? [touched] : [])] : ofNameServer;
      return { ...file, content: [...scriptFlags, ...own, ...lines.filter(isKept), ''].join('\n') };
    }
    return file.path.endsWith('.properties')
      ? { ...file, content: lines.filter((line) => !tuned.test(line)).join('\n') }
      : file;
  });
  return { ...member, files };
}

/** The classpath (an argument of two lines), properties, and what this Java has to be opened for. */
function isKept(line: string, index: number, lines: readonly string[]): boolean {
  return (
    (line.startsWith('-D') && !small.test(line)) ||
    line.startsWith('--add-') ||
    line === '-classpath' ||
    lines[index - 1] === '-classpath'
  );
}
