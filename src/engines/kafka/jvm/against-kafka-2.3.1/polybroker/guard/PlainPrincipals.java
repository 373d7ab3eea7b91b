package polybroker.guard;

import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;

/**
 * `principal.builder.class` of listeners without a login, Kafka 2.2 and later. It extends Kafka's own, which from 2.8 on can also
 * write a principal into requests that brokers forward to the controller.
 */
public class PlainPrincipals extends DefaultKafkaPrincipalBuilder {
    private final Listener listener;

    public PlainPrincipals() {
        this(Listener.PLAIN);
    }

    private PlainPrincipals(Listener listener) {
        super(null, null);
        this.listener = listener;
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        Admission.require(listener, context.clientAddress());
        return super.build(context);
    }

    /** Of the listener for connections by way of public addresses. */
    public static final class OfPublic extends PlainPrincipals {
        public OfPublic() {
            super(Listener.PUBLIC_PLAIN);
        }
    }

    /** Of the listener with TLS. */
    public static final class Tls extends PlainPrincipals {
        public Tls() {
            super(Listener.TLS);
        }
    }

    public static final class TlsOfPublic extends PlainPrincipals {
        public TlsOfPublic() {
            super(Listener.PUBLIC_TLS);
        }
    }
}
