package polybroker.files;

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
 * What a properties file says that the control plane replaces by a rename while the broker runs. Whoever asks looks, at most once
 * a second; there is no thread of its own. A file that cannot be read leaves what was known before.
 */
public final class WatchedFile<T> {
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private final Path path;
    private final Parser<T> parser;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime() + LOOK_EVERY_NANOS);
    private volatile T value;
    private String seen = "";
    private String complaint = "";

    private WatchedFile(Path path, T before, Parser<T> parser) {
        this.path = path;
        this.parser = parser;
        value = before;
        // Now, and not by the first that asks: until it has read the file, others would be told what nobody wrote.
        look();
    }

    /**
     * The file that a system property names: principal builders of old versions are handed only the settings that Kafka knows.
     * `before` is what holds while it was never read.
     */
    public static <T> WatchedFile<T> fromProperty(String property, T before, Parser<T> parser) {
        String path = System.getProperty(property);
        if (path == null) throw new IllegalStateException("The system property " + property + " must name a file.");
        return new WatchedFile<>(Paths.get(path), before, parser);
    }

    /** As of a second ago, the same for all that ask in this process. */
    public T get() {
        long due = nextLookNanos.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLookNanos.compareAndSet(due, now + LOOK_EVERY_NANOS)) look();
        return value;
    }

    /** As of now, for somebody who would otherwise have to be told no. */
    public T latest() {
        look();
        return value;
    }

    private synchronized void look() {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            // A file that was renamed into place has an inode of its own, which the key holds, even within one tick of the clock.
            String found = file.fileKey() + " " + file.lastModifiedTime() + " " + file.size();
            if (found.equals(seen)) return;
            Properties lines = new Properties();
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
                lines.load(reader);
            }
            value = parser.parse(lines, value);
            seen = found;
            complaint = "";
        } catch (IOException | IllegalArgumentException e) {
            // Said once, not every second.
            if (!e.toString().equals(complaint)) System.err.println("What was read before still holds: " + path + " cannot be used: " + e);
            complaint = e.toString();
        }
    }

    /** Makes of the file's lines, and of what it said before, what it says now. */
    public interface Parser<T> {
        /** @throws IllegalArgumentException for a file that says nothing usable */
        T parse(Properties lines, T before);
    }
}
