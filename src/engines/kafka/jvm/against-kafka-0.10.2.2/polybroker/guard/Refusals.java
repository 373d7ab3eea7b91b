package polybroker.guard;

/** What the guard refuses to ordinary clients whatever the access rules say, in words that all versions have. */
final class Refusals {
    private Refusals() {}

    /**
     * `operation` is one of Kafka's AclOperation (`CLUSTER_ACTION`), `resource` one of its ResourceType (`TOPIC`).
     * Creating is asked by CreateTopics, where the policy says better what is wrong, and by whoever makes a topic by using it,
     * which old brokers do without asking the policy.
     * Altering a topic is asked by CreatePartitions alone, which no policy sees: its settings are AlterConfigs.
     */
    static boolean refuses(Limits limits, String operation, String resource) {
        boolean onTopic = resource.equals("TOPIC");
        boolean onCluster = resource.equals("CLUSTER");
        switch (operation) {
            case "WRITE":
                return onTopic && limits.isReadOnly;
            case "CREATE":
                return (onTopic || onCluster) && isFull(limits);
            case "ALTER":
                return onTopic && isFull(limits);
            case "CLUSTER_ACTION":
                // Where nobody set a rule everyone may: someone who poses as a follower would read past every quota.
            case "ALTER_CONFIGS":
                // Settings of brokers, such as another listener, would lead past the limits.
                return onCluster;
            default:
                return false;
        }
    }

    private static boolean isFull(Limits limits) {
        return isReached(limits.maxPartitions, limits.maxPartitions < 0 ? 0 : ClusterSize.partitions())
            || isReached(limits.maxTopics, limits.maxTopics < 0 ? 0 : ClusterSize.topics());
    }

    private static boolean isReached(long limit, long present) {
        return limit >= 0 && present >= limit;
    }
}
