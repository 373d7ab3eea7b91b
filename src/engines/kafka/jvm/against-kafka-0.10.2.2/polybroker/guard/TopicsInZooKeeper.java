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
    private static final Pattern REPLICA = Pattern.compile("\\d+\\s*[,\\]]");

    private final String servers;
    private final Map<String, Size> topics = new ConcurrentHashMap<>();
    private ZooKeeper client;

    TopicsInZooKeeper(String servers) {
        this.servers = servers;
        connect();
    }

    long partitions(boolean countReplicas) {
        long sum = 0;
        for (Size topic : topics.values()) sum += countReplicas ? topic.replicas : topic.partitions;
        return sum;
    }

    long topics() {
        return topics.size();
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
        topics.keySet().retainAll(present);
        for (String name : names) {
            if (!OwnTopics.contains(name) && !topics.containsKey(name)) readTopic(TOPICS + "/" + name);
        }
    }

    private void readTopic(String path) {
        client().getData(path, this, (DataCallback) (code, at, context, data, stat) -> {
            if (code == Code.OK.intValue()) topics.put(at.substring(TOPICS.length() + 1), new Size(data));
        }, null);
    }

    private static final class Size {
        final int partitions;
        final int replicas;

        Size(byte[] topic) {
            Matcher all = PARTITIONS.matcher(new String(topic, StandardCharsets.UTF_8));
            String assigned = all.find() ? all.group(1) : "";
            partitions = count(PARTITION, assigned);
            replicas = count(REPLICA, assigned);
        }

        private static int count(Pattern part, String text) {
            int count = 0;
            for (Matcher one = part.matcher(text); one.find(); ) count++;
            return count;
        }
    }
}
