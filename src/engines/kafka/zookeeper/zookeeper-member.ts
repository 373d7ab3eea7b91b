import type { MemberSpec } from '../../../runtimes/runtime.ts';
import { jaasFileName, javaArgumentsFile, loginArgument, renderJavaArguments } from '../jvm.ts';
import { jvmLog } from '../jvm-log.ts';
import { renderZooKeeperConfig, renderZooKeeperJaas } from './zookeeper-config.ts';
import type { ZooKeeperNode } from './zookeeper-config.ts';

export interface ZooKeeperMemberSettings {
  readonly name: string;
  readonly node: ZooKeeperNode;
  readonly ensemble: readonly ZooKeeperNode[];
  readonly clientPassword: string;
  readonly quorumPassword: string;
  readonly javaExecutable: string;
  readonly classpath: readonly string[];
}

/** The process and the files of one ZooKeeper node. */
export function zooKeeperMember(settings: ZooKeeperMemberSettings): MemberSpec {
  const { node, ensemble } = settings;
  const log = jvmLog('log4j', ['org.apache.zookeeper.server.quorum.QuorumPeerMain']);
  return {
    name: settings.name,
    files: [
      { path: 'zoo.cfg', content: renderZooKeeperConfig(node, ensemble) },
      { path: 'data/myid', content: `${node.number}\n` },
      { path: jaasFileName, content: renderZooKeeperJaas(settings.clientPassword, settings.quorumPassword) },
      log.file,
      {
        path: javaArgumentsFile,
        content: renderJavaArguments({ heapMib: 64, tuning: 'small' }, settings.classpath, [
          log.javaArgument,
          loginArgument,
        ]),
      },
    ],
    executable: settings.javaExecutable,
    arguments: [`@${javaArgumentsFile}`, 'org.apache.zookeeper.server.quorum.QuorumPeerMain', 'zoo.cfg'],
    stopGraceMs: 5000,
    stopOrder: 1,
    // A node comes back to its ensemble at once, by its data.
    restartDelayMs: 500,
  };
}
