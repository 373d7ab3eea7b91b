package polybroker.guard;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.server.quota.ClientQuotaType;

/**
 * How a limit of all clients divides: how much of it those use now that have quotas of their own, and what Kafka has to be told
 * for the others to get the rest. Measured once a second.
 */
final class OwnUse {
    private static final long MEASURE_EVERY_NANOS = 1_000_000_000L;
    /** So much of a limit is left to the other clients, whatever quotas were set. */
    private static final double LEFT_TO_OTHERS = 0.1;
    /** Kafka is told of another use from this part of the limit on. */
    private static final double WORTH_TELLING = 0.02;

    private final ObjectName quotas;
    private final Pace pace;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private volatile double bytesPerSecond;
    private volatile int active;
    private Double toldLimit;
    private double toldBytesPerSecond;
    private int toldActive;
    private double toldFactor;

    OwnUse(ClientQuotaType type) {
        String kind = type.name().charAt(0) + type.name().substring(1).toLowerCase(java.util.Locale.ROOT);
        try {
            quotas = new ObjectName("kafka.server:type=" + kind + ",*");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        pace = new Pace(kind);
    }

    /** Whether limits are others than those that Kafka was told of when this was last true. */
    boolean hasChanged(Double limit, boolean hasQuotas) {
        long due = nextNanos.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextNanos.compareAndSet(due, now + MEASURE_EVERY_NANOS)) {
            pace.measure(limit);
            measure(hasQuotas && limit != null);
        }
        synchronized (this) {
            boolean sameUse = limit == null
                || Math.abs(bytesPerSecond - toldBytesPerSecond) <= WORTH_TELLING * limit
                    && active == toldActive
                    && Math.abs(pace.factor() - toldFactor) <= WORTH_TELLING;
            if (sameUse && Objects.equals(limit, toldLimit)) return false;
            toldLimit = limit;
            toldBytesPerSecond = bytesPerSecond;
            toldActive = active;
            toldFactor = pace.factor();
            return true;
        }
    }

    /** What of the limit is left to those without a quota of their own. */
    double leftOf(double limit) {
        double paced = pace.of(limit);
        return Math.max(LEFT_TO_OTHERS * paced, paced - bytesPerSecond);
    }

    /** What one with a quota of its own may use of the limit at most. */
    double mostOf(double limit) {
        return (1 - LEFT_TO_OTHERS) * limit / Math.max(1, active);
    }

    private void measure(boolean isOfInterest) {
        double sum = 0;
        int found = 0;
        if (isOfInterest) {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName name : beans.queryNames(quotas, null)) {
                // A quota of a user alone, or of a client id alone, has no other key.
                if (name.getKeyProperty("user") == null && name.getKeyProperty("client-id") == null) continue;
                try {
                    Object rate = beans.getAttribute(name, "byte-rate");
                    double value = rate instanceof Number ? ((Number) rate).doubleValue() : 0;
                    if (!(value > 0)) continue;
                    sum += value;
                    found++;
                } catch (JMException e) {
                    // It went between the two calls, or counts something else than bytes.
                }
            }
        }
        bytesPerSecond = sum;
        active = found;
    }
}
