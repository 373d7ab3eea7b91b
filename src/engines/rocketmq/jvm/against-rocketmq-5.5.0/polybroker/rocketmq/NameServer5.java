package polybroker.rocketmq;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.rocketmq.namesrv.NamesrvController;
import org.apache.rocketmq.namesrv.NamesrvStartup;
import org.apache.rocketmq.namesrv.processor.ClientRequestProcessor;
import org.apache.rocketmq.namesrv.processor.DefaultRequestProcessor;
import org.apache.rocketmq.remoting.netty.NettyRemotingServer;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;
import org.apache.rocketmq.remoting.protocol.RequestCode;

/** A name server of RocketMQ 5.x, with a controller where its configuration says so. */
public final class NameServer5 {
    private NameServer5() {}

    public static void main(String[] arguments) throws Exception {
        OwnAddress.use();
        NamesrvController controller = NamesrvStartup.main0(arguments);
        NamesrvStartup.controllerManagerMain();
        for (String port : RouteView.ports()) {
            NettyServerConfig config = new NettyServerConfig();
            config.setBindAddress(System.getProperty("polybroker.address"));
            config.setListenPort(Integer.parseInt(port));
            config.setServerSelectorThreads(1);
            config.setServerWorkerThreads(2);
            NettyRemotingServer server = new NettyRemotingServer(config);
            ExecutorService executor = Executors.newFixedThreadPool(2);
            server.registerDefaultProcessor(new DefaultRequestProcessor(controller), executor);
            server.registerProcessor(RequestCode.GET_ROUTEINFO_BY_TOPIC, new ClientRequestProcessor(controller), executor);
            server.registerRPCHook(new RouteView(port));
            server.start();
        }
    }
}
