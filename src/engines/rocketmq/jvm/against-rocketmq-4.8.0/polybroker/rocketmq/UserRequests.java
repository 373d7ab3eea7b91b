package polybroker.rocketmq;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.acl.common.AclException;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/**
 * Leaves users and their secrets to the control plane. RocketMQ 4.8.0 lets whoever has a user at all list all of them with their secrets, and
 * change them (its Permission.needAdminPerm does not name these requests).
 */
final class UserRequests implements RPCHook {
    /** UPDATE_AND_CREATE_ACL_CONFIG, DELETE_ACL_CONFIG, UPDATE_GLOBAL_WHITE_ADDRS_CONFIG, GET_BROKER_CLUSTER_ACL_CONFIG. */
    private static final Set<Integer> CODES = new HashSet<>(Arrays.asList(50, 51, 53, 54));

    private final String accessKey;

    UserRequests(String accessKey) {
        this.accessKey = accessKey;
    }

    @Override
    public void doBeforeRequest(String remoteAddress, RemotingCommand request) {
        if (!CODES.contains(request.getCode())) return;
        Map<String, String> fields = request.getExtFields();
        // Who says to be this user has been made to prove it by the hook before.
        if (fields == null || !accessKey.equals(fields.get("AccessKey"))) {
            throw new AclException("Users are changed through the service's own API only.");
        }
    }

    @Override
    public void doAfterResponse(String remoteAddress, RemotingCommand request, RemotingCommand response) {}
}
