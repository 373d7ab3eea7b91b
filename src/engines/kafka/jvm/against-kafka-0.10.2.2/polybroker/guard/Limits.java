package polybroker.guard;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** What the file of limits said when it was read. A key that is absent sets no limit. */
final class Limits {
    /** For all ordinary clients of this broker together; null for any amount. */
    final Double produceBytesPerSecond;
    final Double fetchBytesPerSecond;
    /** In the whole cluster, without those that Kafka keeps for itself; -1 for any number. */
    final long maxPartitions;
    final long maxTopics;
    /** Whether each replica counts towards the partitions. */
    final boolean countsReplicas;
    /** Whether ordinary clients are refused to write. */
    final boolean isReadOnly;
    /** What this broker's segments may take before ordinary clients are refused to write, whoever is there to notice; -1 for any amount. */
    final long maxStoredBytes;
    private final Map<Listener, List<Network>> admitted = new EnumMap<>(Listener.class);
    private final Set<String> exemptUsers;
    private final long publicPlainPort;

    Limits(Properties file) {
        produceBytesPerSecond = rate(file, "produce.bytes.per.second");
        fetchBytesPerSecond = rate(file, "fetch.bytes.per.second");
        maxPartitions = number(file, "max.partitions");
        maxTopics = number(file, "max.topics");
        countsReplicas = Boolean.parseBoolean(file.getProperty("count.replicas", "false").trim());
        publicPlainPort = number(file, "public.plain.port");
        isReadOnly = Boolean.parseBoolean(file.getProperty("read.only", "false").trim());
        maxStoredBytes = number(file, "max.stored.bytes");
        for (Listener listener : Listener.values()) {
            String networks = file.getProperty(listener.key);
            if (networks != null) admitted.put(listener, Network.list(networks));
        }
        exemptUsers = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(file.getProperty("exempt.users", "").trim().split(","))));
    }

    /** Whether somebody from there may use the listener. */
    boolean admits(Listener listener, InetAddress client) {
        List<Network> networks = admitted.get(listener);
        if (networks == null) return true;
        for (Network network : networks) {
            if (network.contains(client)) return true;
        }
        return false;
    }

    /** Whether somebody from there may use one of the listeners, where it cannot be known which it is. Only others than the first may have no list. */
    boolean admitsToAny(InetAddress client, Listener listener, Listener... others) {
        if (admits(listener, client)) return true;
        for (Listener other : others) {
            if (admitted.containsKey(other) && admits(other, client)) return true;
        }
        return false;
    }

    /** The listener without a login that has this port. */
    Listener plainListenerAt(int port) {
        return port == publicPlainPort ? Listener.PUBLIC_PLAIN : Listener.PLAIN;
    }

    /** Brokers and the control plane. */
    boolean isExempt(String user) {
        return exemptUsers.contains(user);
    }

    private static Double rate(Properties file, String key) {
        long bytes = number(file, key);
        // Kafka refuses a quota of 0.
        return bytes < 0 ? null : Double.valueOf(Math.max(1, bytes));
    }

    private static long number(Properties file, String key) {
        String text = file.getProperty(key, "").trim();
        return text.isEmpty() ? -1 : Long.parseLong(text);
    }
}
