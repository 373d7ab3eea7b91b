package polybroker.guard;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.quota.ClientQuotaEntity;
import org.apache.kafka.server.quota.ClientQuotaEntity.ConfigEntity;

/** Quotas that were set for users and client ids, of one kind, in Kafka's order of precedence. */
final class OwnQuotas {
    private static final String NONE = "";
    /** Names of clients cannot hold it. */
    private static final String DEFAULT = "\u0000default";

    private final Map<String, Double> quotas = new ConcurrentHashMap<>();

    void set(ClientQuotaEntity entity, double value) {
        quotas.put(keyOf(entity), value);
    }

    void remove(ClientQuotaEntity entity) {
        quotas.remove(keyOf(entity));
    }

    boolean isEmpty() {
        return quotas.isEmpty();
    }

    /** By which its use is measured, as Kafka does it; null for a client that has no quota of its own. */
    Map<String, String> tagsFor(String user, String clientId) {
        // Most instances have none, and this is asked with every request.
        if (quotas.isEmpty()) return null;
        if (find(user, clientId, user, DEFAULT) != null) return tags(user, clientId);
        if (find(user, NONE) != null) return tags(user, NONE);
        if (find(DEFAULT, clientId, DEFAULT, DEFAULT) != null) return tags(user, clientId);
        if (find(DEFAULT, NONE) != null) return tags(user, NONE);
        return find(NONE, clientId, NONE, DEFAULT) != null ? tags(NONE, clientId) : null;
    }

    /** What these clients may use; null where the quota was removed. */
    Double limitOf(Map<String, String> tags) {
        String user = tags.get("user");
        String clientId = tags.get("client-id");
        if (user == null || clientId == null) return null;
        if (user.equals(NONE)) return find(NONE, clientId, NONE, DEFAULT);
        if (clientId.equals(NONE)) return find(user, NONE, DEFAULT, NONE);
        Double ofUser = find(user, clientId, user, DEFAULT);
        return ofUser != null ? ofUser : find(DEFAULT, clientId, DEFAULT, DEFAULT);
    }

    private Double find(String user, String clientId) {
        return quotas.get(key(user, clientId));
    }

    private Double find(String user, String clientId, String otherUser, String otherClientId) {
        Double first = find(user, clientId);
        return first != null ? first : find(otherUser, otherClientId);
    }

    private static String keyOf(ClientQuotaEntity entity) {
        String user = NONE;
        String clientId = NONE;
        for (ConfigEntity part : entity.configEntities()) {
            switch (part.entityType()) {
                case USER:
                    user = part.name();
                    break;
                case DEFAULT_USER:
                    user = DEFAULT;
                    break;
                case CLIENT_ID:
                    clientId = part.name();
                    break;
                case DEFAULT_CLIENT_ID:
                    clientId = DEFAULT;
                    break;
                default:
                    break;
            }
        }
        return key(user, clientId);
    }

    private static String key(String user, String clientId) {
        return user.length() + ":" + user + clientId;
    }

    private static Map<String, String> tags(String user, String clientId) {
        Map<String, String> tags = new HashMap<>();
        tags.put("user", user);
        tags.put("client-id", clientId);
        return Collections.unmodifiableMap(tags);
    }
}
