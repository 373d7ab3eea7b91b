import type { RocketmqSpec } from '../../domain/instance/instance.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { javaArgumentsFile, type JvmSize, renderJavaArguments } from '../java/jvm-arguments.ts';
import { renderLogback } from './logback.ts';
import { type MainClass, programOf, type RocketmqInstallation } from './rocketmq-installation.ts';
import { tlsArguments } from './tls-files.ts';
import type { RocketmqVersion } from './versions.ts';

export interface MemberJvm {
  readonly version: RocketmqVersion;
  readonly spec: RocketmqSpec;
  readonly installation: RocketmqInstallation;
  readonly address: string;
  readonly mainClass: MainClass;
  readonly size: JvmSize;
  readonly directMemoryMib: number;
  /** Of this member alone. */
  readonly further: readonly string[];
}

const megabyte = 'm';
const logbackFiles = { nameServer: 'conf/logback_namesrv.xml', broker: 'conf/logback_broker.xml' } as const;

/** The files that every JVM of a cluster has: its arguments, and how it logs. */
export function jvmFiles(jvm: MemberJvm): readonly MemberFile[] {
  const { version, installation, size, mainClass } = jvm;
  const logback = renderLogback(version.isFive);
  return [
    {
      path: javaArgumentsFile,
      content: renderJavaArguments(size, installation.classpath, [
        ...installation.classArchives.argumentsFor(programOf(installation, mainClass, size.tuning)),
        // Where RocketMQ is told nothing, it looks into the home directory of the user.
        '-Drocketmq.home.dir=.',
        '-Duser.home=.',
        `-Dpolybroker.address=${jvm.address}`,
        ...tlsArguments(jvm.spec),
        ...(version.isFive
          ? [
              `-Drmq.logback.configurationFile=${logbackFiles.broker}`,
              // Its controllers serialize exceptions field by field.
              '--add-opens=java.base/java.lang=ALL-UNNAMED',
            ]
          : olderNettyArguments),
        '--add-opens=java.base/java.net=ALL-UNNAMED',
        '-Drocketmq.client.logUseSlf4j=true',
        ...(size.tuning === 'small' ? smallArguments : []),
        `-XX:MaxDirectMemorySize=${jvm.directMemoryMib}${megabyte}`,
        ...jvm.further,
      ]),
    },
    // 4.8.0 looks for one name or the other, and does not start without.
    ...(version.isFive ? [logbackFiles.broker] : Object.values(logbackFiles)).map((path) => ({
      path,
      content: logback,
    })),
  ];
}

/** The Netty of 4.8.0 is from before Java 9: without the first it does not load, without the others it cannot give mapped files back. */
const olderNettyArguments = [
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED',
];

const smallArguments = [
  '-Xss512k',
  '-XX:ReservedCodeCacheSize=64m',
  '-XX:-UsePerfData',
  // Pools of buffers are per thread and 16 MiB a piece.
  '-Dio.netty.allocator.type=unpooled',
  '-Dio.netty.eventLoopThreads=2',
];
