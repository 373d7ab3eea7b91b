package polybroker.guard;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.quota.ClientQuotaCallback;
import org.apache.kafka.server.quota.ClientQuotaEntity;
import org.apache.kafka.server.quota.ClientQuotaType;

/**
 * `client.quota.callback.class`, Kafka 2.0 and later: all ordinary clients of this broker share its bandwidth. Kafka holds each
 * request to one quota only, so that a client with a quota of its own counts under that one; what those clients use at the
 * moment is taken from what the others share.
 */
public final class SharedQuota implements ClientQuotaCallback {
    private static final Map<String, String> SHARED = Collections.singletonMap("guard", "shared");
    private static final Map<String, String> EXEMPT = Collections.singletonMap("guard", "exempt");

    private final Map<ClientQuotaType, OwnQuotas> own = new ConcurrentHashMap<>();
    private final Map<ClientQuotaType, OwnUse> ownUse = new ConcurrentHashMap<>();

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public Map<String, String> quotaMetricTags(ClientQuotaType type, KafkaPrincipal principal, String clientId) {
        if (LimitsFile.limits().isExempt(principal.getName())) return EXEMPT;
        Map<String, String> tags = ownOf(type).tagsFor(principal.getName(), clientId);
        return tags == null ? SHARED : tags;
    }

    @Override
    public Double quotaLimit(ClientQuotaType type, Map<String, String> tags) {
        if (tags.equals(EXEMPT)) return null;
        Double limit = limit(type);
        OwnUse use = useOf(type);
        if (tags.equals(SHARED)) return limit == null ? null : Double.valueOf(use.leftOf(limit));
        Double quota = ownOf(type).limitOf(tags);
        return limit == null || quota == null ? quota : Double.valueOf(Math.min(quota, use.mostOf(limit)));
    }

    /** Asked with every request: true once after something changed, so that Kafka asks for the limits again. */
    @Override
    public boolean quotaResetRequired(ClientQuotaType type) {
        return useOf(type).hasChanged(limit(type), !ownOf(type).isEmpty());
    }

    /** Kafka asks for all limits again after this and the next. */
    @Override
    public void updateQuota(ClientQuotaType type, ClientQuotaEntity entity, double value) {
        ownOf(type).set(entity, value);
    }

    @Override
    public void removeQuota(ClientQuotaType type, ClientQuotaEntity entity) {
        ownOf(type).remove(entity);
    }

    @Override
    public boolean updateClusterMetadata(Cluster cluster) {
        return false;
    }

    @Override
    public void close() {}

    private OwnQuotas ownOf(ClientQuotaType type) {
        return own.computeIfAbsent(type, key -> new OwnQuotas());
    }

    private OwnUse useOf(ClientQuotaType type) {
        return ownUse.computeIfAbsent(type, OwnUse::new);
    }

    private static Double limit(ClientQuotaType type) {
        if (type == ClientQuotaType.PRODUCE) return LimitsFile.limits().produceBytesPerSecond;
        return type == ClientQuotaType.FETCH ? LimitsFile.limits().fetchBytesPerSecond : null;
    }
}
