package polybroker.guard;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.apache.kafka.server.authorizer.Authorizer;

/** What the guard refuses, in the words of Kafka's authorizers since 2.4. */
final class ClientRefusals {
    private static final AclBindingFilter ON_CLUSTER =
        new AclBindingFilter(new ResourcePatternFilter(ResourceType.CLUSTER, null, PatternType.ANY), AccessControlEntryFilter.ANY);

    /** By number: Kafka 2.4 and 2.6 lack the names of requests that came later. */
    private static final int ALTER_CLIENT_QUOTAS = 49;
    private static final int ALTER_USER_SCRAM_CREDENTIALS = 51;

    private ClientRefusals() {}

    /** The authorizer's answers, with refusals where the guard refuses. */
    static List<AuthorizationResult> apply(
        Authorizer authorizer, AuthorizableRequestContext context, List<Action> actions, List<AuthorizationResult> answers) {
        Limits limits = LimitsFile.limits();
        if (limits.isExempt(context.principal().getName())) return answers;
        List<AuthorizationResult> changed = answers;
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            if (!Refusals.refuses(limits, action.operation().name(), action.resourcePattern().resourceType().name())) {
                if (writes(action, context) && answers.get(i) == AuthorizationResult.ALLOWED) {
                    Activity.wrote(action.resourcePattern().name(), context.clientAddress());
                }
                continue;
            }
            if (followsRules(action, context) && authorizer.acls(ON_CLUSTER).iterator().hasNext()) continue;
            // Here the policy is asked next.
            if (action.operation() == AclOperation.CREATE && context.requestType() == ApiKeys.CREATE_TOPICS.id) continue;
            if (changed == answers) changed = new ArrayList<>(answers);
            changed.set(i, AuthorizationResult.DENIED);
        }
        return changed;
    }

    private static boolean writes(Action action, AuthorizableRequestContext context) {
        return action.operation() == AclOperation.WRITE
            && context.requestType() == ApiKeys.PRODUCE.id
            && action.resourcePattern().resourceType() == ResourceType.TOPIC;
    }

    /**
     * What clients may do to the cluster where a rule says so, and not where none says anything. Quotas of clients are authorized
     * like settings of brokers. Users are the control plane's: who can make them could make himself a broker.
     */
    private static boolean followsRules(Action action, AuthorizableRequestContext context) {
        if (action.resourcePattern().resourceType() != ResourceType.CLUSTER) return false;
        if (action.operation() == AclOperation.ALTER) return context.requestType() != ALTER_USER_SCRAM_CREDENTIALS;
        return action.operation() == AclOperation.ALTER_CONFIGS && context.requestType() == ALTER_CLIENT_QUOTAS;
    }
}
