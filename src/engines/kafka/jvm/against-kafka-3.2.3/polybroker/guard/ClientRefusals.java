package polybroker.guard;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** What the guard refuses, in the words of Kafka's authorizers since 2.4. */
final class ClientRefusals {
    private ClientRefusals() {}

    /** The authorizer's answers, with refusals where the guard refuses. */
    static List<AuthorizationResult> apply(AuthorizableRequestContext context, List<Action> actions, List<AuthorizationResult> answers) {
        Limits limits = LimitsFile.limits();
        if (limits.isExempt(context.principal().getName())) return answers;
        List<AuthorizationResult> changed = answers;
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            if (!Refusals.refuses(limits, action.operation().name(), action.resourcePattern().resourceType().name())) continue;
            // Quotas of users and client ids are authorized like settings of brokers, and lead past no limit.
            if (action.operation() == AclOperation.ALTER_CONFIGS && context.requestType() == ApiKeys.ALTER_CLIENT_QUOTAS.id) continue;
            // Here the policy is asked next.
            if (action.operation() == AclOperation.CREATE && context.requestType() == ApiKeys.CREATE_TOPICS.id) continue;
            if (changed == answers) changed = new ArrayList<>(answers);
            changed.set(i, AuthorizationResult.DENIED);
        }
        return changed;
    }
}
