import type { MemberFile } from '../../runtimes/runtime.ts';
import { renderLog4j } from './log4j.ts';
import { renderLog4j2 } from './log4j2.ts';

/** How a JVM is told to log: a file in the member's directory, and the argument that names it. */
export interface JvmLog {
  readonly file: MemberFile;
  readonly javaArgument: string;
}

/** `startLoggers` are those that tell why a start failed. */
export function jvmLog(library: 'log4j' | 'log4j2', startLoggers: readonly string[]): JvmLog {
  return library === 'log4j'
    ? {
        file: { path: 'log4j.properties', content: renderLog4j(startLoggers) },
        javaArgument: '-Dlog4j.configuration=file:log4j.properties',
      }
    : {
        file: { path: 'log4j2.properties', content: renderLog4j2(startLoggers) },
        javaArgument: '-Dlog4j2.configurationFile=log4j2.properties',
      };
}
