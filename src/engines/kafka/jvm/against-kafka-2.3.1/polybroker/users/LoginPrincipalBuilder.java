package polybroker.users;

import javax.security.sasl.SaslServer;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;
import org.apache.kafka.common.security.auth.SaslAuthenticationContext;
import polybroker.guard.Admission;
import polybroker.guard.Listener;

/**
 * `principal.builder.class` of clients' listeners with a login, Kafka 1.1 to 2.1: as Kafka's own, while the
 * login is valid and the address may connect.
 */
public class LoginPrincipalBuilder implements KafkaPrincipalBuilder {
    private final LiveLogins logins = new LiveLogins();
    private final Listener listener;

    public LoginPrincipalBuilder() {
        this(Listener.CLIENT);
    }

    private LoginPrincipalBuilder(Listener listener) {
        this.listener = listener;
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        Admission.require(listener, context.clientAddress());
        SaslServer login = ((SaslAuthenticationContext) context).server();
        logins.requireValid(login);
        return new KafkaPrincipal(KafkaPrincipal.USER_TYPE, login.getAuthorizationID());
    }

    /** Of the listener for connections by way of public addresses. */
    public static final class OfPublic extends LoginPrincipalBuilder {
        public OfPublic() {
            super(Listener.PUBLIC_CLIENT);
        }
    }

    /** Of the second listener with a login. */
    public static final class Second extends LoginPrincipalBuilder {
        public Second() {
            super(Listener.CLIENT2);
        }
    }

    /** Of the second one for connections by way of public addresses. */
    public static final class SecondOfPublic extends LoginPrincipalBuilder {
        public SecondOfPublic() {
            super(Listener.PUBLIC_CLIENT2);
        }
    }
}
