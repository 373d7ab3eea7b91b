package polybroker.users;

import java.security.Provider;
import java.security.Security;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * The login module of listeners with SASL/PLAIN before Kafka 2.0, which has no callback handlers for it yet: users come from
 * the file of users, and fixed ones from its own options ({@code user_<name>}), as Kafka's module has them. Logins of
 * this broker itself ({@code username}, {@code password}) work as with Kafka's module.
 */
public final class PlainUsersLoginModule extends PlainLoginModule {
    static {
        // Java asks the providers in turn for a server, and Kafka's own must not be asked first.
        Security.insertProviderAt(new PlainUsersProvider(), 1);
    }

    @Override
    public void initialize(Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        super.initialize(subject, handler, sharedState, options);
        FixedUsers.add(options);
    }

    private static final class PlainUsersProvider extends Provider {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("deprecation")
        PlainUsersProvider() {
            super("Polybroker SASL/PLAIN", 1.0, "SASL/PLAIN with users from a file");
            put("SaslServerFactory.PLAIN", PlainUsersServerFactory.class.getName());
        }
    }
}
