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
public final class LoginPrincipals extends DefaultKafkaPrincipalBuilder {
    private final LiveLogins logins = new LiveLogins();

    public LoginPrincipals() {
        super(null, null);
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        Admission.require(Listener.CLIENT, context.clientAddress());
        if (context instanceof SaslAuthenticationContext) logins.requireValid(((SaslAuthenticationContext) context).server());
        return super.build(context);
    }
}
