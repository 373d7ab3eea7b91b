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
public final class LoginPrincipalBuilder implements KafkaPrincipalBuilder {
    private final LiveLogins logins = new LiveLogins();

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        Admission.require(Listener.CLIENT, context.clientAddress());
        SaslServer login = ((SaslAuthenticationContext) context).server();
        logins.requireValid(login);
        return new KafkaPrincipal(KafkaPrincipal.USER_TYPE, login.getAuthorizationID());
    }
}
