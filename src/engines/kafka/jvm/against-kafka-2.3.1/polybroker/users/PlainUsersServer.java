package polybroker.users;

import java.nio.charset.StandardCharsets;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/** The server's side of SASL/PLAIN (RFC 4616) for one connection: {@code [authzid] NUL authcid NUL passwd}. */
final class PlainUsersServer implements SaslServer {
    private String user;

    @Override
    public byte[] evaluateResponse(byte[] response) throws SaslException {
        String[] parts = new String(response, StandardCharsets.UTF_8).split("\u0000", -1);
        if (parts.length != 3) throw new SaslException("A login by PLAIN must have 3 parts, not " + parts.length + ".");
        String name = parts[1];
        if (!parts[0].isEmpty() && !parts[0].equals(name)) throw new SaslException("Nobody can log in to act for another user.");
        char[] password = parts[2].toCharArray();
        if (!FixedUsers.accepts(name, password) && !UsersFile.ofBroker().acceptsPlain(name, password)) {
            throw new SaslException("Authentication failed: Invalid username or password");
        }
        user = name;
        return new byte[0];
    }

    @Override
    public String getMechanismName() {
        return "PLAIN";
    }

    @Override
    public boolean isComplete() {
        return user != null;
    }

    @Override
    public String getAuthorizationID() {
        requireComplete();
        return user;
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
        throw new IllegalStateException("PLAIN wraps nothing.");
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
        throw new IllegalStateException("PLAIN wraps nothing.");
    }

    @Override
    public Object getNegotiatedProperty(String name) {
        requireComplete();
        return null;
    }

    @Override
    public void dispose() {}

    private void requireComplete() {
        if (user == null) throw new IllegalStateException("The login has not ended.");
    }
}
