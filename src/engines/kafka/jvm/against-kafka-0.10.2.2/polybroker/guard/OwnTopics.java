package polybroker.guard;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics that brokers make for themselves: no limit counts them or holds them up. */
final class OwnTopics {
    private static final List<String> NAMES = Arrays.asList("__consumer_offsets", "__transaction_state", "__share_group_state");
    private static final Map<String, String> PARTITION_SETTINGS = new HashMap<>();

    static {
        PARTITION_SETTINGS.put("__consumer_offsets", "offsets.topic.num.partitions");
        PARTITION_SETTINGS.put("__transaction_state", "transaction.state.log.num.partitions");
        PARTITION_SETTINGS.put("__share_group_state", "share.coordinator.state.topic.num.partitions");
    }

    private OwnTopics() {}

    static List<String> names() {
        return Collections.unmodifiableList(NAMES);
    }

    static boolean contains(String topic) {
        return NAMES.contains(topic);
    }

    /** With how many partitions this broker's settings make it; Kafka's own default is 50. */
    static int partitions(String topic, Map<String, ?> configs) {
        Object setting = configs.get(PARTITION_SETTINGS.get(topic));
        return setting == null ? 50 : Integer.parseInt(setting.toString());
    }
}
