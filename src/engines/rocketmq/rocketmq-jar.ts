import { fileURLToPath } from 'node:url';
import { type CompiledJarParts, ensureCompiledJar, sharedPass } from '../java/compiled-jar.ts';

/**
 * Sources in `jvm/`: each folder is compiled against the version that has what it refers to. All classes go into one jar for both, as
 * Java loads a class when it is used.
 */
const passes = [
  sharedPass('rocketmq-4.8.0'),
  {
    folder: 'against-rocketmq-4.8.0',
    lockName: 'rocketmq-4.8.0',
    artifacts: [
      'netty-all',
      'rocketmq-acl',
      'rocketmq-broker',
      'rocketmq-common',
      'rocketmq-namesrv',
      'rocketmq-remoting',
    ],
  },
  {
    folder: 'against-rocketmq-5.5.0',
    lockName: 'rocketmq-5.5.0',
    artifacts: [
      'grpc-api',
      'netty-buffer',
      'netty-common',
      'netty-handler',
      'netty-transport',
      'rocketmq-broker',
      'rocketmq-common',
      'rocketmq-controller',
      'rocketmq-namesrv',
      'rocketmq-proto',
      'rocketmq-proxy',
      'rocketmq-remoting',
    ],
  },
];

/** The absolute path of the jar with our own main classes for RocketMQ's members: see `ensureCompiledJar`. */
export function ensureRocketmqJar(parts: CompiledJarParts): Promise<string> {
  return ensureCompiledJar(
    {
      directory: fileURLToPath(new URL('jvm/', import.meta.url)),
      passes,
      jarName: 'polybroker-rocketmq.jar',
    },
    parts,
  );
}
