import type { RestartForecast, RestartRule } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { showsItsCertificate, takesKeystoreLive } from './certificate-step.ts';
import { brokersOf, hasTls } from './cluster-layout.ts';
import { foreseenPauses, reasonToKeep } from './dispensable-broker.ts';
import { readReplication } from './replication-view.ts';
import { retryTimes, retryUntil } from '../retry-until.ts';
import type { KafkaVersion } from './versions.ts';

/** A broker that does not answer within this time may be what is restarted for. */
const foreseenWithinMs = 5000;
/** How long all replicas of a broker's partitions are waited for before a single other one is enough. */
const everyoneWithinMs = 60_000;

/**
 * A broker is restarted once the others hold what it holds: where its owner asks for it, and where it shows another
 * certificate than it shall and its version takes a new one at its start only.
 */
export function brokerRestart(cluster: KafkaCluster, version: KafkaVersion): RestartRule {
  const brokers = brokersOf(cluster.instance.spec);
  return {
    async isOutdated(memberName, signal) {
      if (!hasTls(cluster.instance.spec) || takesKeystoreLive(version)) return false;
      // One that does not answer is not ready, and what is not ready is another step's matter.
      return showsItsCertificate(cluster, memberName, signal).then(
        (shows) => !shows,
        () => false,
      );
    },

    async foresee(memberNames, signal): Promise<RestartForecast> {
      const restarted = brokers.filter(({ name }) => memberNames.includes(name));
      for (const { name } of brokers) {
        try {
          const attempt = AbortSignal.any([signal, AbortSignal.timeout(foreseenWithinMs)]);
          const { partitions, controllerId } = await readReplication(cluster, name, attempt);
          // Each change of the controller costs clients a moment: with it last there is one, and not up to three.
          const order = restarted.toSorted(
            (one, other) => Number(one.number === controllerId) - Number(other.number === controllerId),
          );
          const pauses = foreseenPauses(new Set(restarted.map(({ number }) => number)), partitions);
          return { order: order.map((broker) => broker.name), pauses };
        } catch {
          signal.throwIfAborted();
          // One that hangs does not answer; another one may. Where none does, there is nothing left to spare.
        }
      }
      return { order: memberNames, pauses: null };
    },

    async awaitDispensable(memberName, signal) {
      const broker = brokers.find(({ name }) => name === memberName);
      if (broker === undefined) throw new Error(`${memberName} is not a broker of this cluster.`);
      // The broker itself may be what hangs; a single one has no others to ask.
      const others = brokers.filter(({ name }) => name !== memberName);
      const asked = others.length > 0 ? others : brokers;
      const patience = AbortSignal.timeout(everyoneWithinMs);
      let attempts = 0;
      await retryUntil(
        async (attempt) => {
          const { name } = asked[attempts++ % asked.length] ?? broker;
          const { partitions, liveBrokers } = await readReplication(cluster, name, attempt);
          const caughtUp = patience.aborted ? 'someone' : 'everyone';
          const reason = reasonToKeep(broker.number, partitions, liveBrokers, caughtUp);
          if (reason !== null) throw new Error(reason);
        },
        { what: `${memberName} cannot be restarted yet`, signal, ...retryTimes },
      );
    },
  };
}
