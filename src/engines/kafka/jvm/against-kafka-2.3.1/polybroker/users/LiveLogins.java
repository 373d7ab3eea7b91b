package polybroker.users;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.security.sasl.SaslServer;
import org.apache.kafka.common.errors.InvalidRequestException;

/**
 * Ends open connections whose user was removed or has another password by now, at their next request. Kafka itself asks for a
 * login once per connection (from 2.2 on again after `connections.max.reauth.ms`, which old clients cannot do), but it asks
 * principal builders with each request, from 1.1 on.
 */
final class LiveLogins {
    private static final String UNKNOWN = "";

    private final UsersFile users = UsersFile.ofBroker();
    /** The credential that stood in the file at the connection's first request. Entries go with their connections. */
    private final Map<SaslServer, String> credentials = Collections.synchronizedMap(new WeakHashMap<SaslServer, String>());

    /** @throws InvalidRequestException upon which each of these versions closes the connection */
    void requireValid(SaslServer login) {
        String user = login.getAuthorizationID();
        String found = users.credentialOf(user);
        String now = found == null ? UNKNOWN : found;
        String then = credentials.putIfAbsent(login, now);
        boolean changed = then != null && !then.equals(now);
        // Users of SCRAM may be made by Kafka's own tools and then stand in no file; those of PLAIN cannot.
        boolean gone = found == null && "PLAIN".equals(login.getMechanismName());
        if (changed || gone) throw new InvalidRequestException("The login of " + user + " is no longer valid.");
    }
}
