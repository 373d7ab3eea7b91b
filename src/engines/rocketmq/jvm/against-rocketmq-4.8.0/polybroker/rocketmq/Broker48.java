package polybroker.rocketmq;

import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.broker.BrokerStartup;

/** A broker of RocketMQ 4.8.0. */
public final class Broker48 {
    private Broker48() {}

    public static void main(String[] arguments) throws Exception {
        OwnAddress.use();
        BrokerController controller = BrokerStartup.createBrokerController(arguments);
        OwnLogin login = OwnLogin.read();
        if (login != null) {
            // Without it a replica could not ask its leader for the groups' offsets: 4.8.0 has no setting for that.
            controller.getBrokerOuterAPI()
                .registerRPCHook(new AclClientRPCHook(new SessionCredentials(login.accessKey, login.secretKey)));
            controller.registerServerRPCHook(new UserRequests(login.accessKey));
        }
        controller.registerServerRPCHook(new SendGuard48(controller.getTopicConfigManager()));
        BrokerStartup.start(controller);
    }
}
