package polybroker.guard;

import java.util.List;
import java.util.Map;
import kafka.security.authorizer.AclAuthorizer;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** `authorizer.class.name`, Kafka 2.4 to 3.x with ZooKeeper: Kafka's own, after what the guard refuses. */
public final class AuthorizerWithZooKeeper extends AclAuthorizer {
    @Override
    public void configure(Map<String, ?> configs) {
        ClusterSize.configure(configs);
        super.configure(configs);
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        return ClientRefusals.apply(this, context, actions, super.authorize(context, actions));
    }

    @Override
    public Iterable<AclBinding> acls(AclBindingFilter filter) {
        return Activity.isAskedFor(filter) ? Activity.tell() : super.acls(filter);
    }
}
