package polybroker.guard;

import java.lang.reflect.Method;
import org.apache.kafka.common.metrics.Quota;
import scala.Option;

/**
 * The quotas of users inside a broker of Kafka 0.10 or 1.1, of one kind. These lines have ended, so that what is named here stays
 * as it is: a thread of each quota manager leads to it, and the manager takes quotas as it does those that stand in ZooKeeper.
 */
final class UserQuotas {
    /** From here on a quota is none. */
    static final double NONE = 1e15;
    private static final String REAPER = "kafka.server.ClientQuotaManager$ThrottledRequestReaper";
    /** No user is called like that: names hold no such character as they are kept here. */
    private static final String NOBODY = "/";
    /** Kafka's name of users who have no quota of their own. */
    private static final String DEFAULT = "<default>";

    private final Object manager;
    private final Method update;
    private final Method quota;

    private UserQuotas(Object manager) throws ReflectiveOperationException {
        this.manager = manager;
        quota = manager.getClass().getMethod("quota", String.class, String.class);
        Method found = null;
        for (Method method : manager.getClass().getMethods()) {
            if (method.getName().equals("updateQuota")) found = method;
        }
        if (found == null) throw new NoSuchMethodException("updateQuota");
        update = found;
    }

    /** Null while the broker has not made it yet. */
    static UserQuotas find(String kind) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.getClass().getName().equals(REAPER) || !thread.getName().endsWith(kind)) continue;
            try {
                return new UserQuotas(thread.getClass().getField("$outer").get(thread));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("This Kafka keeps its quotas in another way.", e);
            }
        }
        return null;
    }

    /** What holds for the user, in bytes per second. */
    double of(String user) {
        try {
            return ((Quota) quota.invoke(manager, user.equals(DEFAULT) ? NOBODY : user, "")).bound();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the owner has set what holds for the user, and not for all. */
    boolean isOwn(String user) {
        double present = of(user);
        return present < NONE && (user.equals(DEFAULT) || present != of(DEFAULT));
    }

    void set(String user, double bytesPerSecond) {
        Object[] parts = new Object[update.getParameterCount()];
        for (int i = 0; i < parts.length; i++) parts[i] = Option.empty();
        parts[0] = Option.apply(user);
        parts[parts.length - 1] = Option.apply(Quota.upperBound(bytesPerSecond));
        try {
            update.invoke(manager, parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
