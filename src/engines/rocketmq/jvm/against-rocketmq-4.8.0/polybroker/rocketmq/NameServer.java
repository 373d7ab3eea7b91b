package polybroker.rocketmq;

/** A name server of any version, with the controller of 5.x where its configuration says so. */
public final class NameServer {
    private NameServer() {}

    public static void main(String[] arguments) throws Exception {
        OwnAddress.use();
        Class.forName("org.apache.rocketmq.namesrv.NamesrvStartup")
            .getMethod("main", String[].class)
            .invoke(null, (Object) arguments);
    }
}
