package polybroker.guard;

import java.util.Locale;
import java.util.Map;
import kafka.network.RequestChannel.Session;
import kafka.security.auth.Operation;
import kafka.security.auth.Resource;
import kafka.security.auth.SimpleAclAuthorizer;
import org.apache.kafka.common.security.auth.KafkaPrincipal;

/** `authorizer.class.name`, Kafka 0.10 to 2.3: Kafka's own, after what the guard refuses. */
public class AuthorizerUpTo23 extends SimpleAclAuthorizer {
    @Override
    public void configure(Map<String, ?> configs) {
        ClusterSize.configure(configs);
        super.configure(configs);
    }

    @Override
    public boolean authorize(Session session, Operation operation, Resource resource) {
        Limits limits = LimitsFile.limits();
        KafkaPrincipal principal = session.principal();
        if (!limits.isExempt(principal.getName())) {
            // Kafka 0.10 asks no principal builder for connections with a login. Nothing tells here whether one is public.
            boolean isPlain = KafkaPrincipal.ANONYMOUS.equals(principal);
            boolean mayConnect = isPlain
                ? limits.admitsToAny(
                    session.clientAddress(), Listener.PLAIN, Listener.PUBLIC_PLAIN, Listener.TLS, Listener.PUBLIC_TLS)
                : limits.admitsToAny(
                    session.clientAddress(), Listener.CLIENT, Listener.CLIENT2, Listener.PUBLIC_CLIENT, Listener.PUBLIC_CLIENT2);
            if (!mayConnect) return false;
            boolean isRefused = Refusals.refuses(limits, nameOf(operation), nameOf(resource.resourceType()));
            if (isRefused && !policyIsAsked(operation) && !followsRules(operation, resource)) return false;
        }
        return super.authorize(session, operation, resource);
    }

    /** Who may change access rules, where a rule says anything of that. */
    private boolean followsRules(Operation operation, Resource resource) {
        return "ALTER".equals(nameOf(operation)) && "CLUSTER".equals(nameOf(resource.resourceType())) && !getAcls(resource).isEmpty();
    }

    /** These versions do not tell which request is authorized. It is asked at the limit only, so that the price does not matter. */
    private static boolean policyIsAsked(Operation operation) {
        if (!"CREATE".equals(nameOf(operation))) return false;
        for (StackTraceElement call : Thread.currentThread().getStackTrace()) {
            if (call.getMethodName().contains("handleCreateTopicsRequest")) return true;
        }
        return false;
    }

    /** `ClusterAction` as `CLUSTER_ACTION`: by name, because the Scala objects differ between versions. */
    private static String nameOf(Object word) {
        return word.toString().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
