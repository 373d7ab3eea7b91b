package polybroker.guard;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/** `create.topic.policy.class.name`: refuses a topic that would go beyond the cluster's limits of partitions or topics. */
public final class TopicPolicy implements CreateTopicPolicy {
    /** How long a topic that was let through may take until it is counted: one request can name hundreds. */
    private static final long SETTLE_NANOS = 2_000_000_000L;

    private int defaultPartitions = 1;
    private int defaultReplicas = 1;
    private final Budget partitions = new Budget("partitions");
    private final Budget topics = new Budget("topics");

    @Override
    public void configure(Map<String, ?> configs) {
        ClusterSize.configure(configs);
        defaultPartitions = number(configs, "num.partitions");
        defaultReplicas = number(configs, "default.replication.factor");
    }

    @Override
    public synchronized void validate(RequestMetadata request) {
        if (OwnTopics.contains(request.topic())) return;
        Limits limits = LimitsFile.limits();
        long wanted = wanted(request, limits.countsReplicas);
        partitions.require(limits.maxPartitions, limits.maxPartitions < 0 ? 0 : ClusterSize.partitions(limits.countsReplicas), wanted);
        topics.require(limits.maxTopics, limits.maxTopics < 0 ? 0 : ClusterSize.topics(), 1);
        partitions.take(wanted);
        topics.take(1);
    }

    @Override
    public void close() {}

    private long wanted(RequestMetadata request, boolean countReplicas) {
        Map<Integer, List<Integer>> assigned = request.replicasAssignments();
        if (assigned != null && !assigned.isEmpty()) {
            long replicas = 0;
            for (List<Integer> of : assigned.values()) replicas += of.size();
            return countReplicas ? replicas : assigned.size();
        }
        long asked = given(request.numPartitions(), defaultPartitions);
        return countReplicas ? asked * given(request.replicationFactor(), defaultReplicas) : asked;
    }

    /** Clients leave out what the broker's settings shall say, or send -1. */
    private static long given(Number asked, int otherwise) {
        return asked != null && asked.longValue() > 0 ? asked.longValue() : otherwise;
    }

    private static int number(Map<String, ?> configs, String name) {
        Object setting = configs.get(name);
        return setting == null ? 1 : Integer.parseInt(setting.toString());
    }

    /** What may be made of one kind: what was let through a moment ago counts before it is there. */
    private static final class Budget {
        private final String what;
        private long presentBefore;
        private long taken;
        private long lastTakenNanos = System.nanoTime() - SETTLE_NANOS;

        Budget(String what) {
            this.what = what;
        }

        void require(long limit, long present, long wanted) {
            if (System.nanoTime() - lastTakenNanos >= SETTLE_NANOS) {
                presentBefore = present;
                taken = 0;
            }
            if (limit < 0) return;
            long used = Math.max(present, presentBefore + taken);
            if (used + wanted > limit) {
                throw new PolicyViolationException("This instance has " + used + " of at most " + limit + " " + what + "; " + wanted + " more were asked for.");
            }
        }

        void take(long count) {
            taken += count;
            lastTakenNanos = System.nanoTime();
        }
    }
}
