package polybroker.guard;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How many partitions and topics the cluster has now. With ZooKeeper every broker can make topics, and each watches them
 * there. Without, only controllers do, and each of them counts.
 */
final class ClusterSize {
    private static TopicsInZooKeeper topicsInZooKeeper;
    private static Map<String, ?> configs = Collections.emptyMap();

    private ClusterSize() {}

    /** From the broker's settings it follows where to count. Whoever is configured calls this; the first one counts. */
    static synchronized void configure(Map<String, ?> settings) {
        if (!configs.isEmpty()) return;
        configs = settings;
        Object connect = settings.get("zookeeper.connect");
        if (connect != null) topicsInZooKeeper = new TopicsInZooKeeper(connect.toString());
    }

    /** Without ZooKeeper replicas are not counted: controllers know the number of partitions only. */
    static long partitions(boolean countReplicas) {
        return topicsInZooKeeper != null ? topicsInZooKeeper.partitions(countReplicas) : controllerCounts("GlobalPartitionCount") - ownTopics(true);
    }

    static long topics() {
        return topicsInZooKeeper != null ? topicsInZooKeeper.topics() : controllerCounts("GlobalTopicCount") - ownTopics(false);
    }

    /** 0 on a broker that is no controller, which makes no topics. */
    private static long controllerCounts(String what) {
        try {
            Object value = beans().getAttribute(new ObjectName("kafka.controller:type=KafkaController,name=" + what), "Value");
            return value instanceof Number ? ((Number) value).longValue() : 0;
        } catch (JMException e) {
            return 0;
        }
    }

    /** Controllers count them like any other: those are known of which this process, a broker too, holds a replica. */
    private static long ownTopics(boolean partitions) {
        long sum = 0;
        for (String topic : OwnTopics.names()) {
            try {
                ObjectName replicas = new ObjectName("kafka.cluster:type=Partition,name=ReplicasCount,topic=" + topic + ",*");
                if (!beans().queryNames(replicas, null).isEmpty()) sum += partitions ? OwnTopics.partitions(topic, configs) : 1;
            } catch (JMException e) {
                throw new IllegalStateException(e);
            }
        }
        return sum;
    }

    private static MBeanServer beans() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
