package polybroker.guard;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Divides what all clients of a broker may use together among its users, for Kafka before 2.0, whose quotas are of single users.
 * Once a second: a user who is held back gets what those who use less leave over.
 */
final class UserShares {
    private static final long MEASURE_EVERY_NANOS = 1_000_000_000L;
    /** From this part of his quota on a user is taken to want more. */
    private static final double HUNGRY = 0.75;
    /** So much more than he used is kept for a user who wants no more. */
    private static final double SPARE = 1.25;
    /** So much of the limit is divided, whatever clients with quotas of their own use. */
    private static final double LEFT_TO_USERS = 0.1;
    /** Kafka's name of users who have no quota of their own. */
    private static final String DEFAULT = "<default>";

    private final String kind;
    private final Pace pace;
    private final ObjectName pattern;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private final Map<String, UserUse> users = new HashMap<>();
    private final UserUse others = new UserUse();
    private UserQuotas quotas;

    /** `kind`: `Produce` or `Fetch`. */
    UserShares(String kind) {
        this.kind = kind;
        pace = new Pace(kind);
        try {
            pattern = new ObjectName("kafka.server:type=" + kind + ",*");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asked with each request; a limit of null is none. */
    void look(Limits limits, Double limit) {
        long due = nextNanos.get();
        long now = System.nanoTime();
        if (now - due < 0 || !nextNanos.compareAndSet(due, now + MEASURE_EVERY_NANOS)) return;
        divide(limits, limit);
    }

    private synchronized void divide(Limits limits, Double limit) {
        if (quotas == null) quotas = UserQuotas.find(kind);
        // A broker that is starting has none yet.
        if (quotas == null) return;
        pace.measure(limit);
        if (limit == null) {
            if (!others.isTold()) return;
            others.tell(quotas, DEFAULT, UserQuotas.NONE);
            tellAll(UserQuotas.NONE, UserQuotas.NONE);
            return;
        }
        double ofPairs = measure(limits);
        double paced = pace.of(limit);
        double all = Math.max(LEFT_TO_USERS * paced, paced - ofPairs);
        int active = 0;
        int hungry = 0;
        double spare = all;
        for (UserUse user : users.values()) {
            if (!user.isActive()) continue;
            active++;
            if (user.isHungry(HUNGRY)) hungry++;
            else spare -= SPARE * user.most();
        }
        double fair = all / Math.max(1, active);
        tellAll(hungry == 0 ? fair : Math.max(fair, spare / hungry), fair);
        // Who comes next gets his part at once, and the others give way within a second.
        others.tell(quotas, DEFAULT, all / (active + 1));
    }

    private void tellAll(double toHungry, double fair) {
        for (Map.Entry<String, UserUse> entry : users.entrySet()) {
            UserUse user = entry.getValue();
            user.tell(quotas, entry.getKey(), user.isHungry(HUNGRY) ? toHungry : Math.max(fair, SPARE * user.most()));
        }
    }

    /** Answers what clients use that have a quota as a user with a client id, which stands above those of users. */
    private double measure(Limits limits) {
        double ofPairs = 0;
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (UserUse user : users.values()) user.next();
        for (ObjectName name : beans.queryNames(pattern, null)) {
            String user = name.getKeyProperty("user");
            String clientId = name.getKeyProperty("client-id");
            if (user == null && clientId == null) continue;
            double rate = rateOf(beans, name);
            if (user == null || clientId != null) ofPairs += rate;
            else if (limits.isExempt(user)) free(user);
            else users.computeIfAbsent(user, key -> new UserUse()).used(rate);
        }
        users.values().removeIf(UserUse::isGone);
        return ofPairs;
    }

    /** Brokers and the control plane. */
    private void free(String user) {
        if (quotas.of(user) < UserQuotas.NONE) quotas.set(user, UserQuotas.NONE);
    }

    private static double rateOf(MBeanServer beans, ObjectName name) {
        try {
            Object rate = beans.getAttribute(name, "byte-rate");
            double value = rate instanceof Number ? ((Number) rate).doubleValue() : 0;
            return value > 0 ? value : 0;
        } catch (JMException e) {
            // It went between the two calls, or counts something else than bytes.
            return 0;
        }
    }
}
