package polybroker.guard;

/** The listeners for clients: each has a list of its own of who may connect. */
public enum Listener {
    /** Without a login. */
    PLAIN("plain.networks"),
    /** With TLS, without a login. */
    TLS("tls.networks"),
    /** With a login. */
    CLIENT("client.networks"),
    /** With a login too: with TLS where the other has none, or without where it has. */
    CLIENT2("client2.networks"),
    /** The same for connections that come by way of public addresses. */
    PUBLIC_PLAIN("public.plain.networks"),
    PUBLIC_TLS("public.tls.networks"),
    PUBLIC_CLIENT("public.client.networks"),
    PUBLIC_CLIENT2("public.client2.networks");

    /** The key of its list in the file of limits. */
    final String key;

    Listener(String key) {
        this.key = key;
    }
}
