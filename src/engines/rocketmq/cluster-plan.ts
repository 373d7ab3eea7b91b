import type { MembersStep, PlanStep } from '../engine.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import { restoreReplicas } from './admin/restore-replicas.ts';
import { brokerMember } from './broker-member.ts';
import { brokerRestart } from './broker-restart.ts';
import { nameServersOf, replicasOf } from './cluster-layout.ts';
import { limitsFile, limitsFiles } from './limits-file.ts';
import { brokerTarget, nameServerTarget } from './member-target.ts';
import { nameServerMember } from './nameserver-member.ts';
import { proveReady } from './prove-ready.ts';
import { proveOtherWays, routeViewSteps } from './other-ways.ts';
import { routeViewFiles } from './route-views.ts';
import { requestCodes } from './remoting/codes.ts';
import { askOnce } from './remoting/one-request.ts';
import type { RocketmqCluster } from './rocketmq-cluster.ts';
import type { RocketmqInstallation } from './rocketmq-installation.ts';
import type { RocketmqVersion } from './versions.ts';

/** How a cluster comes up; each step is idempotent: name servers, brokers, what new replicas lack, proof. */
export function clusterPlan(
  cluster: RocketmqCluster,
  version: RocketmqVersion,
  installation: RocketmqInstallation,
): readonly PlanStep[] {
  return [
    { kind: 'files', name: 'writeLimits', files: limitsFiles(cluster.instance.spec, cluster.limits) },
    ...routeViewSteps(cluster),
    startNameServers(cluster, version, installation),
    startBrokers(cluster, version, installation),
    proveReady(cluster),
    ...proveOtherWays(cluster),
    restoreReplicas(cluster),
  ];
}

function startNameServers(
  cluster: RocketmqCluster,
  version: RocketmqVersion,
  installation: RocketmqInstallation,
): MembersStep {
  const { instance, addresses, secrets } = cluster;
  return {
    kind: 'members',
    name: 'startNameServers',
    members: nameServersOf(instance.spec, version).map((nameServer) =>
      nameServerMember(
        instance,
        nameServer,
        version,
        addresses,
        secrets,
        installation,
        routeViewFiles(cluster),
      ),
    ),
    async awaitReady(memberName, signal) {
      await retryUntil(
        (attempt) =>
          askOnce(
            nameServerTarget(cluster, memberName),
            { code: requestCodes.getBrokerClusterInfo },
            attempt,
          ),
        { what: `${memberName} is not ready`, signal, ...retryTimes },
      );
    },
    restart: {
      isOutdated: () => Promise.resolve(false),
      foresee: (memberNames) => Promise.resolve({ order: memberNames, pauses: null }),
      // Clients and brokers go on with the others.
      awaitDispensable: () => Promise.resolve(),
    },
  };
}

function startBrokers(
  cluster: RocketmqCluster,
  version: RocketmqVersion,
  installation: RocketmqInstallation,
): MembersStep {
  const { instance, addresses, secrets, limits } = cluster;
  const { spec } = instance;
  return {
    kind: 'members',
    name: 'startBrokers',
    members: replicasOf(spec).map((replica) =>
      brokerMember(
        instance,
        { version, spec, replica, addresses, secrets },
        limitsFile(limits),
        installation,
      ),
    ),
    /** Of a group's replicas only a majority can do more than answer. */
    async awaitReady(memberName, signal) {
      await retryUntil(
        (attempt) =>
          askOnce(brokerTarget(cluster, memberName), { code: requestCodes.getBrokerRuntimeInfo }, attempt),
        { what: `${memberName} is not ready`, signal, ...retryTimes },
      );
    },
    restart: brokerRestart(cluster),
  };
}
