package polybroker.rocketmq;

import java.util.function.IntConsumer;
import polybroker.files.WatchedFile;

/** Takes the broker the permission to be written to for as long as the control plane's file says so; it holds without the control plane. */
final class WritePermission implements Runnable {
    private static final int READ = 4;
    private static final int READ_AND_WRITE = 6;
    private static final long LOOK_EVERY_MS = 500;

    private final WatchedFile<Boolean> refusesWrites =
        WatchedFile.fromProperty("polybroker.limits", false, (lines, before) -> Boolean.parseBoolean(lines.getProperty("read.only")));
    private final IntConsumer broker;

    private WritePermission(IntConsumer broker) {
        this.broker = broker;
    }

    static void follow(IntConsumer broker) {
        WritePermission permission = new WritePermission(broker);
        // Before the first producer is let in.
        broker.accept(permission.wanted());
        Thread thread = new Thread(permission, "WritePermission");
        thread.setDaemon(true);
        thread.start();
    }

    private int wanted() {
        return refusesWrites.latest() ? READ : READ_AND_WRITE;
    }

    @Override
    public void run() {
        int set = wanted();
        for (;;) {
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                return;
            }
            int now = wanted();
            if (now != set) broker.accept(now);
            set = now;
        }
    }
}
