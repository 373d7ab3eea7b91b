package polybroker.guard;

import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;

/** `principal.builder.class` of listeners without a login, Kafka 1.1 to 2.1: anybody from an address that may connect. */
public class PlainPrincipalBuilder implements KafkaPrincipalBuilder {
    private final Listener listener;

    public PlainPrincipalBuilder() {
        this(Listener.PLAIN);
    }

    private PlainPrincipalBuilder(Listener listener) {
        this.listener = listener;
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        Admission.require(listener, context.clientAddress());
        return KafkaPrincipal.ANONYMOUS;
    }

    /** Of the listener for connections by way of public addresses. */
    public static final class OfPublic extends PlainPrincipalBuilder {
        public OfPublic() {
            super(Listener.PUBLIC_PLAIN);
        }
    }

    /** Of the listener with TLS. */
    public static final class Tls extends PlainPrincipalBuilder {
        public Tls() {
            super(Listener.TLS);
        }
    }

    public static final class TlsOfPublic extends PlainPrincipalBuilder {
        public TlsOfPublic() {
            super(Listener.PUBLIC_TLS);
        }
    }
}
