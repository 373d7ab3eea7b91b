package polybroker.rocketmq;

import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.broker.BrokerStartup;

/** A broker of RocketMQ 5.x. */
public final class Broker5 {
    private Broker5() {}

    public static void main(String[] arguments) throws Exception {
        OwnAddress.use();
        BrokerController controller = BrokerStartup.createBrokerController(arguments);
        SendGuard5.guard(controller);
        BrokerStartup.start(controller);
    }
}
