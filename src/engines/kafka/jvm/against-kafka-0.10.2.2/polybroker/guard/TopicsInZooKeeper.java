package polybroker.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.AsyncCallback.ChildrenCallback;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** The partitions of each topic as they stand in ZooKeeper, followed by watches: what another broker makes shows within milliseconds. */
final class TopicsInZooKeeper implements Watcher {
    private static final String TOPICS = "/brokers/topics";
    private static final int SESSION_MS = 30_000;
    /** `{"version":1,"partitions":{"0":[1,2],"1":[2,3]}, …}`: arrays hold no braces. */
    private static final Pattern PARTITIONS = Pattern.compile("\"partitions\"\\s*:\\s*\\{([^}]*)\\}");
    private static final Pattern PARTITION = Pattern.compile("\"\\d+\"\\s*:");

    private final String servers;
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
    private ZooKeeper client;

    TopicsInZooKeeper(String servers) {
        this.servers = servers;
        connect();
    }

    long partitions() {
        long sum = 0;
        for (int count : partitions.values()) sum += count;
        return sum;
    }

    long topics() {
        return partitions.size();
    }

    @Override
    public void process(WatchedEvent event) {
        switch (event.getState()) {
            case Expired:
                connect();
                break;
            case SyncConnected:
                // Of a session that was only interrupted the watches hold, and the server tells what was missed.
                if (event.getType() == Event.EventType.NodeDataChanged) readTopic(event.getPath());
                else readTopics();
                break;
            default:
                break;
        }
    }

    private synchronized void connect() {
        try {
            client = new ZooKeeper(servers, SESSION_MS, this);
        } catch (IOException e) {
            throw new IllegalStateException("ZooKeeper cannot be reached at " + servers, e);
        }
    }

    private synchronized ZooKeeper client() {
        return client;
    }

    private void readTopics() {
        client().getChildren(TOPICS, this, (ChildrenCallback) (code, path, context, names) -> {
            // Before the first broker of all has made the node, the watch below tells when it has.
            if (code == Code.NONODE.intValue()) client().exists(TOPICS, this, (c, p, x, stat) -> {
                if (c == Code.OK.intValue()) readTopics();
            }, null);
            else if (code == Code.OK.intValue()) follow(names);
        }, null);
    }

    private void follow(List<String> names) {
        Set<String> present = new HashSet<>(names);
        partitions.keySet().retainAll(present);
        for (String name : names) {
            if (!OwnTopics.contains(name) && !partitions.containsKey(name)) readTopic(TOPICS + "/" + name);
        }
    }

    private void readTopic(String path) {
        client().getData(path, this, (DataCallback) (code, at, context, data, stat) -> {
            if (code == Code.OK.intValue()) partitions.put(at.substring(TOPICS.length() + 1), count(data));
        }, null);
    }

    private static int count(byte[] topic) {
        Matcher all = PARTITIONS.matcher(new String(topic, StandardCharsets.UTF_8));
        if (!all.find()) return 0;
        int count = 0;
        for (Matcher one = PARTITION.matcher(all.group(1)); one.find(); ) count++;
        return count;
    }
}
