package polybroker.rocketmq;

import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.broker.mqtrace.SendMessageContext;
import org.apache.rocketmq.broker.mqtrace.SendMessageHook;
import org.apache.rocketmq.common.AbortProcessException;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.constant.PermName;
import org.apache.rocketmq.remoting.protocol.ResponseCode;

/** Refuses messages while the storage is full, and to topics that may only be read, whether they come by remoting or by gRPC. */
final class SendGuard5 implements SendMessageHook {
    private final StorageRoom room = StorageRoom.follow();
    private final BrokerController broker;

    private SendGuard5(BrokerController broker) {
        this.broker = broker;
    }

    static void guard(BrokerController broker) {
        broker.registerSendMessageHook(new SendGuard5(broker));
    }

    @Override
    public String hookName() {
        return "SendGuard";
    }

    @Override
    public void sendMessageBefore(SendMessageContext context) {
        String refusal = room.refusal();
        if (refusal != null) throw new AbortProcessException(ResponseCode.NO_PERMISSION, refusal);
        TopicConfig config = broker.getTopicConfigManager().selectTopicConfig(context.getTopic());
        if (config != null && !PermName.isWriteable(config.getPerm())) {
            throw new AbortProcessException(ResponseCode.NO_PERMISSION, "The topic " + context.getTopic() + " may only be read.");
        }
    }

    @Override
    public void sendMessageAfter(SendMessageContext context) {}
}
