package polybroker.rocketmq;

import polybroker.files.WatchedFile;

/** Whether the control plane's file says that no messages are to be taken; it holds without the control plane. */
final class StorageRoom implements Runnable {
    private static final long LOOK_EVERY_MS = 500;

    private final WatchedFile<Boolean> file =
        WatchedFile.fromProperty("polybroker.limits", false, (lines, before) -> Boolean.parseBoolean(lines.getProperty("read.only")));
    private volatile boolean isFull = file.latest();

    private StorageRoom() {}

    static StorageRoom follow() {
        StorageRoom room = new StorageRoom();
        Thread thread = new Thread(room, "StorageRoom");
        thread.setDaemon(true);
        thread.start();
        return room;
    }

    /** Null where a message may be stored; otherwise why not. Asked with each message, so that it only looks at a field. */
    String refusal() {
        return isFull ? "The storage of the instance is full: it takes no messages until there is room." : null;
    }

    @Override
    public void run() {
        for (;;) {
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                return;
            }
            isFull = file.latest();
        }
    }
}
