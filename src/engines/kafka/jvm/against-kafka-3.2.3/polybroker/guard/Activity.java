package polybroker.guard;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What clients do at this broker: who wrote to a topic lately, and how much passes. Kafka tells this by no request, and JMX is not
 * served; so the control plane asks for the access rules of a resource that cannot exist, and gets these facts in the form of rules.
 */
final class Activity {
    /** Topics cannot have a colon in their names. */
    private static final String ASKED_AS = "polybroker:activity";
    /** As long as brokers keep a connection that is idle. */
    private static final long FORGET_AFTER_MS = 600_000;
    /** So that clients that write to topics which do not exist fill no memory. */
    private static final int TOPICS_AT_MOST = 50_000;
    private static final int WRITERS_AT_MOST = 1_000;

    /** By topic and address: when it wrote last, to the second. */
    private static final Map<String, Map<InetAddress, Long>> WRITERS = new ConcurrentHashMap<>();

    private Activity() {}

    static void wrote(String topic, InetAddress client) {
        long now = System.currentTimeMillis();
        Map<InetAddress, Long> ofTopic = WRITERS.get(topic);
        if (ofTopic == null) {
            if (WRITERS.size() >= TOPICS_AT_MOST) return;
            ofTopic = WRITERS.computeIfAbsent(topic, key -> new ConcurrentHashMap<>());
        }
        Long before = ofTopic.get(client);
        if (before == null ? ofTopic.size() < WRITERS_AT_MOST : now - before >= 1000) ofTopic.put(client, now);
    }

    static boolean isAskedFor(AclBindingFilter filter) {
        return ASKED_AS.equals(filter.patternFilter().name());
    }

    static Iterable<AclBinding> tell() {
        List<AclBinding> told = new ArrayList<>();
        long since = System.currentTimeMillis() - FORGET_AFTER_MS;
        WRITERS.forEach((topic, ofTopic) -> {
            ofTopic.values().removeIf(at -> at < since);
            ofTopic.forEach((client, at) -> told.add(fact(topic, "Writer:" + at, client.getHostAddress())));
        });
        rates(told, "BytesInPerSec", "In:");
        rates(told, "BytesOutPerSec", "Out:");
        return told;
    }

    /** Bytes of each topic whose leader this broker is, in a second of the last minute. */
    private static void rates(List<AclBinding> told, String what, String kind) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName name : beans.queryNames(new ObjectName("kafka.server:type=BrokerTopicMetrics,name=" + what + ",topic=*"), null)) {
                try {
                    Object rate = beans.getAttribute(name, "OneMinuteRate");
                    if (rate instanceof Number) told.add(fact(name.getKeyProperty("topic"), kind + ((Number) rate).longValue(), "*"));
                } catch (JMException e) {
                    // The topic was deleted in this moment.
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AclBinding fact(String topic, String fact, String host) {
        return new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry(fact, host, AclOperation.WRITE, AclPermissionType.ALLOW));
    }
}
