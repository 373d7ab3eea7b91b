package polybroker.users;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;

/** `plain.sasl.server.callback.handler.class`, Kafka 2.0 and later: users of SASL/PLAIN come from the file of users. */
public final class PlainUsersCallbackHandler implements AuthenticateCallbackHandler {
    private final UsersFile users = UsersFile.ofBroker();

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        if (!"PLAIN".equals(mechanism)) throw new IllegalArgumentException("made for PLAIN, not for " + mechanism);
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        String name = null;
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback) {
                name = ((NameCallback) callback).getDefaultName();
            } else if (callback instanceof PlainAuthenticateCallback) {
                PlainAuthenticateCallback login = (PlainAuthenticateCallback) callback;
                login.authenticated(name != null && users.acceptsPlain(name, login.password()));
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {}
}
