package polybroker.rocketmq;

import java.util.List;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.proxy.common.Address;
import org.apache.rocketmq.proxy.common.ProxyContext;
import org.apache.rocketmq.proxy.processor.DefaultMessagingProcessor;
import org.apache.rocketmq.proxy.service.ServiceManagerFactory;
import org.apache.rocketmq.proxy.service.route.ProxyTopicRouteData;

/**
 * Sends clients of the proxy to the replicas that lead. The proxy tells them of followers too, and the Node client sends to those: it
 * takes queue 0 for the mark of a leader. A group without a leader has no queues until there is one.
 */
final class LeaderRoutes extends DefaultMessagingProcessor {
    LeaderRoutes(BrokerController broker) {
        super(ServiceManagerFactory.createForLocalMode(broker));
    }

    @Override
    public ProxyTopicRouteData getTopicRouteDataForProxy(
        ProxyContext context, List<Address> requested, String topic) throws Exception {
        ProxyTopicRouteData route = super.getTopicRouteDataForProxy(context, requested, topic);
        for (ProxyTopicRouteData.ProxyBrokerData replicas : route.getBrokerDatas()) {
            replicas.getBrokerAddrs().keySet().removeIf(id -> id != MixAll.MASTER_ID);
        }
        return route;
    }
}
