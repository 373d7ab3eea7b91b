package polybroker.rocketmq;

import java.util.concurrent.Executors;
import org.apache.rocketmq.namesrv.NamesrvController;
import org.apache.rocketmq.namesrv.NamesrvStartup;
import org.apache.rocketmq.namesrv.processor.DefaultRequestProcessor;
import org.apache.rocketmq.remoting.netty.NettyRemotingServer;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;

/** A name server of RocketMQ 4.8.0. */
public final class NameServer48 {
    private NameServer48() {}

    public static void main(String[] arguments) throws Exception {
        OwnAddress.use();
        NamesrvController controller = NamesrvStartup.main0(arguments);
        for (String port : RouteView.ports()) {
            NettyServerConfig config = new NettyServerConfig();
            config.setListenPort(Integer.parseInt(port));
            config.setServerSelectorThreads(1);
            config.setServerWorkerThreads(2);
            NettyRemotingServer server = new NettyRemotingServer(config);
            server.registerDefaultProcessor(new DefaultRequestProcessor(controller), Executors.newFixedThreadPool(2));
            server.registerRPCHook(new RouteView(port));
            server.start();
        }
    }
}
