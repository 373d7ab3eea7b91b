package polybroker.rocketmq;

import java.util.Map;
import org.apache.rocketmq.broker.topic.TopicConfigManager;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.constant.PermName;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/**
 * Refuses messages while the storage is full, and to topics that may only be read. 4.8.0 leaves the second to its clients, who know it from
 * routes, and heeds a permission of the broker for ordered topics alone (AbstractSendMessageProcessor.msgCheck).
 */
final class SendGuard48 implements RPCHook {
    private static final int SEND_MESSAGE = 10;
    private static final int SEND_MESSAGE_V2 = 310;
    private static final int SEND_BATCH_MESSAGE = 320;

    private final StorageRoom room = StorageRoom.follow();
    private final TopicConfigManager topics;

    SendGuard48(TopicConfigManager topics) {
        this.topics = topics;
    }

    @Override
    public void doBeforeRequest(String remoteAddress, RemotingCommand request) {
        int code = request.getCode();
        if (code != SEND_MESSAGE && code != SEND_MESSAGE_V2 && code != SEND_BATCH_MESSAGE) return;
        String refusal = room.refusal();
        if (refusal != null) throw new IllegalStateException(refusal);
        Map<String, String> fields = request.getExtFields();
        // The later forms have fields of one letter.
        String topic = fields == null ? null : fields.get(code == SEND_MESSAGE ? "topic" : "b");
        TopicConfig config = topic == null ? null : topics.selectTopicConfig(topic);
        if (config != null && !PermName.isWriteable(config.getPerm())) {
            throw new IllegalStateException("The topic " + topic + " may only be read.");
        }
    }

    @Override
    public void doAfterResponse(String remoteAddress, RemotingCommand request, RemotingCommand response) {}
}
