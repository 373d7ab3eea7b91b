package polybroker.guard;

import kafka.network.RequestChannel.Session;
import kafka.security.auth.Operation;
import kafka.security.auth.Resource;

/** `authorizer.class.name`, Kafka 0.10 and 1.1: asked with each request, it sees to the users' shares of the bandwidth too. */
public final class AuthorizerBefore20 extends AuthorizerUpTo23 {
    private final UserShares[] shares = {new UserShares("Produce"), new UserShares("Fetch")};

    @Override
    public boolean authorize(Session session, Operation operation, Resource resource) {
        Limits limits = LimitsFile.limits();
        shares[0].look(limits, limits.produceBytesPerSecond);
        shares[1].look(limits, limits.fetchBytesPerSecond);
        return super.authorize(session, operation, resource);
    }
}
