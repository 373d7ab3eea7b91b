package polybroker.guard;

import java.net.InetAddress;
import org.apache.kafka.common.errors.InvalidRequestException;

/** Who may connect, by address. Principal builders ask with each request, so that open connections of a removed address end too. */
public final class Admission {
    private Admission() {}

    /** @throws InvalidRequestException upon which each of these versions closes the connection */
    public static void require(Listener listener, InetAddress client) {
        if (!LimitsFile.limits().admits(listener, client)) {
            throw new InvalidRequestException("Nobody may connect from " + client.getHostAddress() + ".");
        }
    }
}
