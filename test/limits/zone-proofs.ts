import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { limitProofs } from '../support/limit-proof.ts';
import type { LimitedCluster } from './limited-cluster.ts';
import { proveClosestReplica, proveLossOfZone, proveSpreadTopics, startClusterInZones } from './zones.ts';

/** Four brokers in three zones. */
export const zoneProofs = limitProofs<LimitedCluster>({
  name: 'zones',
  timeoutMs: 600_000,
  start: startClusterInZones,
  end: (cluster) => cluster.dispose(),
  proofs: [
    {
      claim: 'replicas of every topic are in different zones, whoever makes it',
      async run(cluster) {
        await proveSpreadTopics(cluster);
        return 'yes';
      },
    },
    {
      claim: 'a consumer that names its zone reads from the replica there',
      appliesTo: (version) => kafkaVersion(version).fetchesFrom === 'closest-replica',
      async run(cluster) {
        await proveClosestReplica(cluster);
        return 'yes';
      },
    },
    {
      claim: 'all of a zone is killed: producers go on, nothing acknowledged is lost',
      async run(cluster) {
        await proveLossOfZone(cluster);
        return 'yes';
      },
    },
  ],
});
