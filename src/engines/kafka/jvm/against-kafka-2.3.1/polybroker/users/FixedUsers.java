package polybroker.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users who stand in the options of login modules and last as long as the broker runs. Kafka 0.10 has one login section
 * for all its listeners, so that they hold for each of them there.
 */
final class FixedUsers {
    private static final String PREFIX = "user_";
    private static final Map<String, byte[]> PASSWORDS = new ConcurrentHashMap<>();

    private FixedUsers() {}

    static void add(Map<String, ?> options) {
        for (Map.Entry<String, ?> option : options.entrySet()) {
            if (!option.getKey().startsWith(PREFIX)) continue;
            String password = String.valueOf(option.getValue());
            PASSWORDS.put(option.getKey().substring(PREFIX.length()), password.getBytes(StandardCharsets.UTF_8));
        }
    }

    static boolean accepts(String name, char[] password) {
        byte[] wanted = PASSWORDS.get(name);
        if (wanted == null || wanted.length == 0) return false;
        byte[] given = new String(password).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, wanted);
    }
}
