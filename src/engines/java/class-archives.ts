import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JavaInstallation } from './find-java.ts';

/** All that an archive depends on: another JVM, another classpath or another collector needs another one. */
export interface ArchivedProgram {
  readonly java: JavaInstallation;
  /** Jars only: the JVM archives no classes of directories. */
  readonly classpath: readonly string[];
  readonly mainClass: string;
  /** Names the JVM flags that matter, such as the collector's. */
  readonly tuning: string;
}

/**
 * Class-data archives (AppCDS): the classes that a program loads at its start, as they stand in memory after loading.
 * With one a broker was measured to start with a third of the CPU less. They are trained in the background by
 * `archive-training.ts`, and kept beside the jars.
 */
export interface ClassArchives {
  /**
   * JVM arguments that make use of the program's archive once there is one. They are the same before and after, so that
   * a training does not look like a change of the program's configuration.
   */
  argumentsFor(program: ArchivedProgram): readonly string[];
  /** JVM arguments, to stand behind those of `argumentsFor`, that make the program write its archive to `file` when it ends. */
  recordingArguments(program: ArchivedProgram, file: string): readonly string[];
  /** Where the archive is, or will be once it is trained. */
  pathOf(program: ArchivedProgram): string;
  /** Whether there is no archive and one can be trained. */
  isMissing(program: ArchivedProgram): boolean;
  /** Holds all archives; unfinished ones belong here too, so that they can be renamed. */
  readonly directory: string;
}

/** The archive of the JVM's own classes, which most distributions bring along. */
function baseArchiveOf(java: JavaInstallation): string {
  return join(java.home, 'lib', 'server', 'classes.jsa');
}

export function createClassArchives(cacheDirectory: string): ClassArchives {
  const directory = join(cacheDirectory, 'class-archives');

  function pathOf({ java, classpath, mainClass, tuning }: ArchivedProgram): string {
    const what = JSON.stringify([java.home, java.version, classpath, mainClass, tuning]);
    const digest = createHash('sha256').update(what).digest('hex').slice(0, 32);
    return join(directory, `${digest}.jsa`);
  }

  return {
    directory,
    pathOf,
    isMissing: (program) => existsSync(baseArchiveOf(program.java)) && !existsSync(pathOf(program)),
    recordingArguments: ({ java }, file) => [
      `-XX:SharedArchiveFile=${baseArchiveOf(java)}`,
      `-XX:ArchiveClassesAtExit=${file}`,
    ],
    argumentsFor(program) {
      const base = baseArchiveOf(program.java);
      // Ours stands on the JVM's own archive, and is nothing without it.
      if (!existsSync(base)) return [];
      // A missing or stale archive (the JVM was updated in place) is ignored by the JVM; its warnings are of no use.
      const files = `-XX:SharedArchiveFile=${base}:${pathOf(program)}`;
      return [files, '-Xshare:auto', '-Xlog:cds=off', '-Xlog:cds+dynamic=off'];
    },
  };
}
