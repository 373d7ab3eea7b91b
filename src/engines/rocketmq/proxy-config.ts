import { type BrokerSettings, clusterName } from './broker-properties.ts';
import { hasTls, nameServerList, rocketmqPorts } from './cluster-layout.ts';
import { certificateFile, privateKeyFile } from './tls-files.ts';

/** The configuration file of the gRPC proxy that runs in a broker's JVM. Who may do what it leaves to the broker. */
export function renderProxyConfig({ spec, version, addresses }: BrokerSettings): string {
  const settings = {
    rocketMQClusterName: clusterName,
    proxyMode: 'LOCAL',
    namesrvAddr: nameServerList(spec, version, addresses),
    grpcServerPort: rocketmqPorts.grpc,
    grpcBossLoopNum: 1,
    grpcWorkerLoopNum: 2,
    grpcThreadPoolNums: 4,
    // Native sockets look up no field of Java's for the address to listen at.
    enableGrpcEpoll: false,
    // It loads a certificate at its start even where its port takes no TLS (`tls.server.mode`): without a file it makes one.
    tlsTestModeEnable: !hasTls(spec),
    ...(hasTls(spec) ? { tlsKeyPath: privateKeyFile, tlsCertPath: certificateFile } : {}),
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}
