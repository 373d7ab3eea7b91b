package polybroker.rocketmq;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.proxy.CommandLineArgument;
import org.apache.rocketmq.proxy.ProxyStartup;
import org.apache.rocketmq.proxy.config.ConfigurationManager;
import org.apache.rocketmq.proxy.config.ProxyConfig;
import org.apache.rocketmq.proxy.grpc.GrpcServer;
import org.apache.rocketmq.proxy.grpc.GrpcServerBuilder;
import org.apache.rocketmq.proxy.grpc.v2.GrpcMessagingApplication;
import org.apache.rocketmq.proxy.metrics.ProxyMetricsManager;
import org.apache.rocketmq.proxy.processor.MessagingProcessor;
import org.apache.rocketmq.proxy.service.cert.TlsCertificateManager;

/**
 * A broker of RocketMQ 5.x and the proxy by which gRPC clients reach it, in one JVM. What ProxyStartup does in its local mode, but for
 * the proxy's second port for remoting clients, who have the broker's own, and with a hand on the broker.
 */
public final class BrokerWithProxy5 {
    private BrokerWithProxy5() {}

    public static void main(String[] arguments) throws Exception {
        OwnAddress.use();
        try {
            Parts.start(arguments);
        } catch (Throwable e) {
            // Threads that were started already would keep a broker without its proxy alive.
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** These parts are for subclasses only. */
    private static final class Parts extends ProxyStartup {
        static void start(String[] arguments) throws Exception {
            CommandLineArgument commandLine = parseCommandLineArgument(arguments);
            initConfiguration(commandLine);
            initThreadPoolMonitor();
            ProxyConfig config = ConfigurationManager.getProxyConfig();
            BrokerController broker = createBrokerController();
            SendGuard5.guard(broker);
            ThreadPoolExecutor executor = createServerExecutor();
            ProxyMetricsManager.initLocalMode(broker.getBrokerMetricsManager(), config);
            MessagingProcessor processor = new LeaderRoutes(broker);
            GrpcMessagingApplication application = GrpcMessagingApplication.create(processor);
            TlsCertificateManager certificates = new TlsCertificateManager();
            GrpcServer server = GrpcServerBuilder.newBuilder(executor, config.getGrpcServerPort(), certificates)
                .addService(application)
                .configInterceptor()
                .shutdownTime(config.getGrpcShutdownTimeSeconds(), TimeUnit.SECONDS)
                .build();
            certificates.start();
            broker.start();
            processor.start();
            application.start();
            server.start();
            // The broker has a hook of its own.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.shutdown();
                    application.shutdown();
                    processor.shutdown();
                } catch (Exception e) {
                    System.err.println("The proxy did not stop cleanly: " + e);
                }
            }));
        }
    }
}
