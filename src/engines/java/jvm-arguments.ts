/** How large a JVM may grow, and whether it is tuned for a small footprint or for throughput. */
export interface JvmSize {
  readonly heapMib: number;
  readonly tuning: 'small' | 'throughput';
}

/** The file with a JVM's arguments in a member's directory; the command line only points to it and stays short. */
export const javaArgumentsFile = 'java.args';
export const jaasFileName = 'jaas.conf';
/** Tells the JVM to take its logins from `jaasFileName`. */
export const loginArgument = `-Djava.security.auth.login.config=${jaasFileName}`;

/**
 * The JVM's own arguments. On 2.3.1 the small tuning was measured to take 1.6 s of CPU to the first message and 115 MB,
 * against 2.7 s and 321 MB of the flags of Kafka's own scripts; C1 alone costs throughput, which large products need.
 * `further` are arguments of this member alone; `ipv6` says whether it listens on IPv6 too.
 */
export function renderJavaArguments(
  jvm: JvmSize,
  classpath: readonly string[],
  further: readonly string[] = [],
  ipv6 = false,
): string {
  const tuning =
    jvm.tuning === 'small'
      ? [
          '-XX:+UseSerialGC',
          '-XX:TieredStopAtLevel=1',
          '-XX:CICompilerCount=1',
          '-XX:ReservedCodeCacheSize=32m',
        ]
      : ['-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-XX:InitiatingHeapOccupancyPercent=35'];
  const flags = [
    '-Xms16m',
    `-Xmx${jvm.heapMib}m`,
    ...tuning,
    // A member that is out of memory must end, so that it is started again, and not linger half dead.
    '-XX:+ExitOnOutOfMemoryError',
    '-Djava.awt.headless=true',
    // Java binds IPv4 addresses as mapped IPv6 ones, unless it is told that there are no others.
    `-Djava.net.preferIPv4Stack=${!ipv6}`,
    ...further,
  ];
  return [...flags, '-classpath', classpath.join(':')].map((flag) => `${quote(flag)}\n`).join('');
}

/** Arguments in a Java argument file may hold blanks within quotes, where a backslash escapes. */
function quote(argument: string): string {
  return /[\s"'\\#]/.test(argument)
    ? `"${argument.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
    : argument;
}
