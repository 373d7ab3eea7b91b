package polybroker.guard;

import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;

/** `principal.builder.class` of listeners without a login, Kafka 1.1 to 2.1: anybody from an address that may connect. */
public final class PlainPrincipalBuilder implements KafkaPrincipalBuilder {
    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        Admission.require(Listener.PLAIN, context.clientAddress());
        return KafkaPrincipal.ANONYMOUS;
    }
}
