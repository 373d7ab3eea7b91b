package polybroker.guard;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What Kafka has to be told for clients to get a limit. A quota by itself gives something else: less to consumers, whom brokers
 * send nothing while they are over it, and up to 1.06 of it to producers. So what passes is counted, and the quota is moved
 * until it is the limit.
 */
final class Pace {
    /** Over so many measurements, a second apart. */
    private static final int AVERAGED = 4;
    private static final double AIM = 0.98;
    /** So much of what lacks is made up for at a time: with all of it, and Kafka's own lag of two seconds, it would swing. */
    private static final double GAIN = 0.3;
    /** What is too much is taken back at once, so that a burst that begins with a high quota is over in a few seconds. */
    private static final double TOO_MUCH = 1.05;
    /** Clients that want less than this are not held back by a quota, and another one would change nothing for them. */
    private static final double IDLE = 0.1;
    private static final double LEAST = 0.85;
    private static final double MOST = 1.4;
    private static final long PAUSE_NANOS = 3_000_000_000L;

    private final ObjectName counter;
    private final Deque<long[]> counts = new ArrayDeque<>();
    private Double limitBefore;
    private volatile double factor = 1;

    /** `kind`: `Produce` or `Fetch`; anything else has no limit. */
    Pace(String kind) {
        try {
            // Of clients only: what brokers fetch from each other has counters of its own.
            counter = new ObjectName("kafka.server:type=BrokerTopicMetrics,name=" + (kind.equals("Produce") ? "BytesInPerSec" : "BytesOutPerSec"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Call it once a second while there are requests. */
    synchronized void measure(Double limit) {
        long now = System.nanoTime();
        long[] last = counts.peekLast();
        if (!Objects.equals(limit, limitBefore) || last == null || now - last[0] > PAUSE_NANOS) {
            counts.clear();
            factor = 1;
            limitBefore = limit;
        }
        if (limit == null) return;
        counts.addLast(new long[] {now, count()});
        if (counts.size() <= AVERAGED) return;
        long[] first = counts.removeFirst();
        long[] latest = counts.peekLast();
        double part = (latest[1] - first[1]) * 1e9 / (latest[0] - first[0]) / limit;
        factor = Math.min(MOST, Math.max(LEAST, next(part)));
    }

    private double next(double part) {
        if (part < IDLE) return factor - GAIN * (factor - 1);
        return part > TOO_MUCH ? factor * AIM / part : factor * (1 + GAIN * (AIM - part));
    }

    /** What to tell Kafka. */
    double of(double limit) {
        return limit * factor;
    }

    double factor() {
        return factor;
    }

    private long count() {
        try {
            Object count = ManagementFactory.getPlatformMBeanServer().getAttribute(counter, "Count");
            return count instanceof Number ? ((Number) count).longValue() : 0;
        } catch (JMException e) {
            // Nothing has passed yet.
            return 0;
        }
    }
}
