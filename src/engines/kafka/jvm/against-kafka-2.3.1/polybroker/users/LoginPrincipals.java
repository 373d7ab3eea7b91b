package polybroker.users;

import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SaslAuthenticationContext;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;
import polybroker.guard.Admission;
import polybroker.guard.Listener;

/**
 * `principal.builder.class` of clients' listeners with a login, Kafka 2.2 and later. It extends Kafka's own, which from 2.8 on
 * can also write a principal into requests that brokers forward to the controller.
 */
public class LoginPrincipals extends DefaultKafkaPrincipalBuilder {
    private final LiveLogins logins = new LiveLogins();
    private final Listener listener;

    public LoginPrincipals() {
        this(Listener.CLIENT);
    }

    private LoginPrincipals(Listener listener) {
        super(null, null);
        this.listener = listener;
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        Admission.require(listener, context.clientAddress());
        if (context instanceof SaslAuthenticationContext) logins.requireValid(((SaslAuthenticationContext) context).server());
        return super.build(context);
    }

    /** Of the listener for connections by way of public addresses. */
    public static final class OfPublic extends LoginPrincipals {
        public OfPublic() {
            super(Listener.PUBLIC_CLIENT);
        }
    }

    /** Of the second listener with a login. */
    public static final class Second extends LoginPrincipals {
        public Second() {
            super(Listener.CLIENT2);
        }
    }

    /** Of the second one for connections by way of public addresses. */
    public static final class SecondOfPublic extends LoginPrincipals {
        public SecondOfPublic() {
            super(Listener.PUBLIC_CLIENT2);
        }
    }
}
