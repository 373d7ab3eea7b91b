package polybroker.users;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The users of this broker's clients, from a file that the control plane replaces by a rename while the broker runs. It is
 * looked at at most once a second, and at once where a login would otherwise fail, so that a new user waits for nothing.
 * There is no thread of its own: whoever asks looks. A file that cannot be read leaves the users as they were.
 */
final class UsersFile {
    /** A system property, because principal builders of old versions are handed only the settings that Kafka knows. */
    private static final String PROPERTY = "polybroker.users";
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private final Path path;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
    private volatile Map<String, StoredUser> users = Collections.emptyMap();
    private String seen = "";
    private String complaint = "";

    private UsersFile(Path path) {
        this.path = path;
    }

    /** The one file of this process: all that ask share what was read and when. */
    static UsersFile ofBroker() {
        return Holder.FILE;
    }

    /** Whether the user may log in with this password by the mechanism that sends it as it is. */
    boolean acceptsPlain(String name, char[] password) {
        StoredUser user = user(name);
        // Unknown users cost as much time as wrong passwords, so that nobody learns who exists.
        if ((user == null ? StoredUser.NOBODY : user).acceptsPlain(password)) return true;
        look();
        StoredUser now = users.get(name);
        return now != null && now != user && now.acceptsPlain(password);
    }

    /** Changes with the user's password; null for a user who does not stand in the file. */
    String credentialOf(String name) {
        StoredUser user = user(name);
        return user == null ? null : user.credential();
    }

    private StoredUser user(String name) {
        long due = nextLookNanos.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLookNanos.compareAndSet(due, now + LOOK_EVERY_NANOS)) look();
        return users.get(name);
    }

    private synchronized void look() {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            // A file that was renamed into place has an inode of its own, which the key holds, even within one tick of the clock.
            String found = file.fileKey() + " " + file.lastModifiedTime() + " " + file.size();
            if (found.equals(seen)) return;
            users = read();
            seen = found;
            complaint = "";
        } catch (IOException | IllegalArgumentException e) {
            // Said once, not every second.
            if (!e.toString().equals(complaint)) System.err.println("The users stay as they were: " + path + " cannot be used: " + e);
            complaint = e.toString();
        }
    }

    private Map<String, StoredUser> read() throws IOException {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            lines.load(reader);
        }
        Map<String, StoredUser> read = new HashMap<>();
        for (String name : lines.stringPropertyNames()) {
            String line = lines.getProperty(name);
            StoredUser known = users.get(name);
            read.put(name, known != null && known.isFrom(line) ? known : StoredUser.parse(line));
        }
        return read;
    }

    /** Made at the first use, so that classes of this jar load without the property. */
    private static final class Holder {
        static final UsersFile FILE = fromProperty();

        private static UsersFile fromProperty() {
            String path = System.getProperty(PROPERTY);
            if (path == null) throw new IllegalStateException("The system property " + PROPERTY + " must name the file of users.");
            return new UsersFile(Paths.get(path));
        }
    }
}
