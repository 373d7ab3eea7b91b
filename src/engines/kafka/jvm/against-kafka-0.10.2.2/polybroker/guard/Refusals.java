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
                return onTopic && (limits.isReadOnly || storesTooMuch(limits));
            case "CREATE":
                return (onTopic || onCluster) && (hasAllPartitions(limits) || hasAllTopics(limits));
            case "ALTER":
                // Of the cluster: access rules and SCRAM users. Where nobody set a rule everyone may, and could make himself anybody.
                return onCluster || onTopic && hasAllPartitions(limits);
            case "CLUSTER_ACTION":
                // Where nobody set a rule everyone may: someone who poses as a follower would read past every quota.
            case "ALTER_CONFIGS":
                // Settings of brokers, such as another listener, would lead past the limits.
                return onCluster;
            default:
                return false;
        }
    }

    private static boolean storesTooMuch(Limits limits) {
        return limits.maxStoredBytes >= 0 && StoredBytes.now() >= limits.maxStoredBytes;
    }

    private static boolean hasAllPartitions(Limits limits) {
        return limits.maxPartitions >= 0 && ClusterSize.partitions(limits.countsReplicas) >= limits.maxPartitions;
    }

    private static boolean hasAllTopics(Limits limits) {
        return limits.maxTopics >= 0 && ClusterSize.topics() >= limits.maxTopics;
    }
}
