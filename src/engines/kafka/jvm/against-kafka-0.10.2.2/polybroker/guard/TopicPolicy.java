package polybroker.guard;

import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/** `create.topic.policy.class.name`: refuses a topic that would go beyond the cluster's limits of partitions or topics. */
public final class TopicPolicy implements CreateTopicPolicy {
    /** How long a topic that was let through may take until it is counted: one request can name hundreds. */
    private static final long SETTLE_NANOS = 2_000_000_000L;

    private int defaultPartitions = 1;
    private final Budget partitions = new Budget("partitions");
    private final Budget topics = new Budget("topics");

    @Override
    public void configure(Map<String, ?> configs) {
        ClusterSize.configure(configs);
        Object setting = configs.get("num.partitions");
        if (setting != null) defaultPartitions = Integer.parseInt(setting.toString());
    }

    @Override
    public synchronized void validate(RequestMetadata request) {
        if (OwnTopics.contains(request.topic())) return;
        Limits limits = LimitsFile.limits();
        partitions.require(limits.maxPartitions, limits.maxPartitions < 0 ? 0 : ClusterSize.partitions(), wanted(request));
        topics.require(limits.maxTopics, limits.maxTopics < 0 ? 0 : ClusterSize.topics(), 1);
        partitions.take(wanted(request));
        topics.take(1);
    }

    @Override
    public void close() {}

    private long wanted(RequestMetadata request) {
        if (request.replicasAssignments() != null && !request.replicasAssignments().isEmpty()) return request.replicasAssignments().size();
        Integer asked = request.numPartitions();
        return asked != null && asked > 0 ? asked : defaultPartitions;
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
