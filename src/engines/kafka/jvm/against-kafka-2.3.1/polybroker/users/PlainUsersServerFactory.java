package polybroker.users;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;

/** Serves the listeners that name {@link PlainUsersLoginModule}, and leaves the others to Kafka's own factory. */
public final class PlainUsersServerFactory implements SaslServerFactory {
    private static final String[] MECHANISMS = {"PLAIN"};

    @Override
    public SaslServer createSaslServer(String mechanism, String protocol, String serverName, Map<String, ?> properties, CallbackHandler handler) {
        return "PLAIN".equals(mechanism) && isOurs(handler) ? new PlainUsersServer() : null;
    }

    @Override
    public String[] getMechanismNames(Map<String, ?> properties) {
        return MECHANISMS.clone();
    }

    /**
     * Kafka 1.x tells the listener's own login section ({@code SaslServerCallbackHandler.jaasContext()}); 0.10 has no such
     * method, and one section for all. By reflection, because no version that this is compiled against has it.
     */
    private static boolean isOurs(CallbackHandler handler) {
        try {
            Object context = handler.getClass().getMethod("jaasContext").invoke(handler);
            List<?> entries = (List<?>) context.getClass().getMethod("configurationEntries").invoke(context);
            for (Object entry : entries) {
                if (((AppConfigurationEntry) entry).getLoginModuleName().equals(PlainUsersLoginModule.class.getName())) return true;
            }
            return false;
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The login section of a listener cannot be read: " + e, e);
        }
    }
}
