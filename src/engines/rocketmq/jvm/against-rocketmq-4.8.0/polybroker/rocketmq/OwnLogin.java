package polybroker.rocketmq;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Properties;

/** With which the members of a cluster with ACLs log in to each other; in a file, because others can read command lines. */
final class OwnLogin {
    final String accessKey;
    final String secretKey;

    private OwnLogin(String accessKey, String secretKey) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** Null for a cluster without ACLs. */
    static OwnLogin read() throws IOException {
        String path = System.getProperty("polybroker.login");
        if (path == null) return null;
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(Paths.get(path), StandardCharsets.ISO_8859_1)) {
            lines.load(reader);
        }
        return new OwnLogin(lines.getProperty("accessKey"), lines.getProperty("secretKey"));
    }
}
