package polybroker.guard;

import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;

/**
 * `principal.builder.class` of listeners without a login, Kafka 2.2 and later. It extends Kafka's own, which from 2.8 on can also
 * write a principal into requests that brokers forward to the controller.
 */
public final class PlainPrincipals extends DefaultKafkaPrincipalBuilder {
    public PlainPrincipals() {
        super(null, null);
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        Admission.require(Listener.PLAIN, context.clientAddress());
        return super.build(context);
    }
}
