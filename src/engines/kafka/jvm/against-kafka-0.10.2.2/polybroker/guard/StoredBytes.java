package polybroker.guard;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the segments of this broker take, by Kafka's own gauges. Whoever asks looks, at most once a second; there is no thread of its
 * own. The control plane acts long before: this is for the time in which there is none.
 */
final class StoredBytes {
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;
    private static final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
    private static volatile long bytes;

    private StoredBytes() {}

    /** As of a second ago. */
    static long now() {
        long due = nextLookNanos.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLookNanos.compareAndSet(due, now + LOOK_EVERY_NANOS)) bytes = sum();
        return bytes;
    }

    private static long sum() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        long sum = 0;
        try {
            for (ObjectName name : beans.queryNames(new ObjectName("kafka.log:type=Log,name=Size,*"), null)) {
                try {
                    Object value = beans.getAttribute(name, "Value");
                    if (value instanceof Number) sum += ((Number) value).longValue();
                } catch (JMException e) {
                    // The partition went in this moment, and its gauge with it.
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        return sum;
    }
}
