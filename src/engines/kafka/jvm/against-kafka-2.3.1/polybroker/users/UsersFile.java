package polybroker.users;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import polybroker.files.WatchedFile;

/** The users of this broker's clients. The file is looked at at once where a login would otherwise fail, so that a new user waits for nothing. */
final class UsersFile {
    private final WatchedFile<Map<String, StoredUser>> file =
        WatchedFile.fromProperty("polybroker.users", Collections.<String, StoredUser>emptyMap(), UsersFile::parse);

    /** The one file of this process: all that ask share what was read and when. */
    static UsersFile ofBroker() {
        return Holder.FILE;
    }

    /** Whether the user may log in with this password by the mechanism that sends it as it is. */
    boolean acceptsPlain(String name, char[] password) {
        StoredUser user = file.get().get(name);
        // Unknown users cost as much time as wrong passwords, so that nobody learns who exists.
        if ((user == null ? StoredUser.NOBODY : user).acceptsPlain(password)) return true;
        StoredUser now = file.latest().get(name);
        return now != null && now != user && now.acceptsPlain(password);
    }

    /** Changes with the user's password; null for a user who does not stand in the file. */
    String credentialOf(String name) {
        StoredUser user = file.get().get(name);
        return user == null ? null : user.credential();
    }

    private static Map<String, StoredUser> parse(Properties lines, Map<String, StoredUser> before) {
        Map<String, StoredUser> read = new HashMap<>();
        for (String name : lines.stringPropertyNames()) {
            String line = lines.getProperty(name);
            StoredUser known = before.get(name);
            read.put(name, known != null && known.isFrom(line) ? known : StoredUser.parse(line));
        }
        return read;
    }

    /** Made at the first use, so that classes of this jar load without the property. */
    private static final class Holder {
        static final UsersFile FILE = new UsersFile();
    }
}
