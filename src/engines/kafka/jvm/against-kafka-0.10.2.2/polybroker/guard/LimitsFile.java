package polybroker.guard;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limits of this broker, from a file that the control plane replaces by a rename while the broker runs. Whoever asks looks,
 * at most once a second; there is no thread of its own. A file that cannot be read leaves the limits as they were.
 */
final class LimitsFile {
    /** A system property, because principal builders of old versions are handed only the settings that Kafka knows. */
    private static final String PROPERTY = "polybroker.limits";
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private final Path path;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
    private volatile Limits limits = new Limits(new Properties());
    private String seen = "";
    private String complaint = "";

    private LimitsFile(Path path) {
        this.path = path;
        // Now, and not by the first that asks: until it has read the file, others would ask for limits that nobody wrote.
        look();
    }

    /** The limits as of a second ago, the same for all that ask in this process. */
    static Limits limits() {
        return Holder.FILE.current();
    }

    private Limits current() {
        long due = nextLookNanos.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLookNanos.compareAndSet(due, now + LOOK_EVERY_NANOS)) look();
        return limits;
    }

    private synchronized void look() {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            // A file that was renamed into place has an inode of its own, which the key holds, even within one tick of the clock.
            String found = file.fileKey() + " " + file.lastModifiedTime() + " " + file.size();
            if (found.equals(seen)) return;
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
                read.load(reader);
            }
            limits = new Limits(read);
            seen = found;
            complaint = "";
        } catch (IOException | IllegalArgumentException e) {
            // Said once, not every second.
            if (!e.toString().equals(complaint)) System.err.println("The limits stay as they were: " + path + " cannot be used: " + e);
            complaint = e.toString();
        }
    }

    /** Made at the first use, so that classes of this jar load without the property. */
    private static final class Holder {
        static final LimitsFile FILE = fromProperty();

        private static LimitsFile fromProperty() {
            String path = System.getProperty(PROPERTY);
            if (path == null) throw new IllegalStateException("The system property " + PROPERTY + " must name the file of limits.");
            return new LimitsFile(Paths.get(path));
        }
    }
}
