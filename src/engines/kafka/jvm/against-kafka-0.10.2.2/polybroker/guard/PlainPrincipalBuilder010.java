package polybroker.guard;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.network.Authenticator;
import org.apache.kafka.common.network.TransportLayer;
import org.apache.kafka.common.security.auth.PrincipalBuilder;

/** `principal.builder.class`, Kafka 0.10: asked for connections without a login only. Those with one are refused every topic instead. */
public final class PlainPrincipalBuilder010 implements PrincipalBuilder {
    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public Principal buildPrincipal(TransportLayer transport, Authenticator authenticator) {
        // All listeners share this class; what tells them apart is their ports.
        Socket socket = transport.socketChannel().socket();
        Admission.require(LimitsFile.limits().plainListenerAt(socket.getLocalPort()), socket.getInetAddress());
        try {
            return transport.peerPrincipal();
        } catch (IOException e) {
            throw new KafkaException("The connection has no principal.", e);
        }
    }

    @Override
    public void close() {}
}
