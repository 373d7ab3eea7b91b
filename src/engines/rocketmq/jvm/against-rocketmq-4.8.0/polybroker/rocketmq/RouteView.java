package polybroker.rocketmq;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import polybroker.files.WatchedFile;

/**
 * Answers about routes in which brokers have other addresses than they have registered: for clients who come another way. A broker can
 * register one address only. Nothing but routes is answered.
 */
final class RouteView implements RPCHook {
    private static final int GET_ROUTEINFO_BY_TOPIC = 105;
    private static final int GET_BROKER_CLUSTER_INFO = 106;

    private final WatchedFile<Map<String, String>> addresses;

    /** The system property `polybroker.view.<port>` names a file of lines `address:port=address:port`. */
    RouteView(String port) {
        addresses = WatchedFile.fromProperty("polybroker.view." + port, new HashMap<>(), (lines, before) -> {
            Map<String, String> found = new HashMap<>();
            for (String own : lines.stringPropertyNames()) found.put(own, lines.getProperty(own));
            return found;
        });
    }

    @Override
    public void doBeforeRequest(String remoteAddress, RemotingCommand request) {
        int code = request.getCode();
        if (code != GET_ROUTEINFO_BY_TOPIC && code != GET_BROKER_CLUSTER_INFO) {
            throw new IllegalStateException("Only routes are answered here.");
        }
    }

    @Override
    public void doAfterResponse(String remoteAddress, RemotingCommand request, RemotingCommand response) {
        if (response == null || response.getBody() == null) return;
        String body = new String(response.getBody(), StandardCharsets.UTF_8);
        for (Map.Entry<String, String> entry : addresses.get().entrySet()) {
            body = body.replace('"' + entry.getKey() + '"', '"' + entry.getValue() + '"');
        }
        response.setBody(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The ports at which there is one, from a system property; none where it is not set. */
    static String[] ports() {
        String ports = System.getProperty("polybroker.views", "");
        return ports.isEmpty() ? new String[0] : ports.split(",");
    }
}
