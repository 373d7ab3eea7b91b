package polybroker.users;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One user as the file has it: {@code <mechanisms>;<iterations>;<salt>;<hash>}, mechanisms separated by commas, salt and hash
 * (PBKDF2 with HMAC-SHA-256 of the password's UTF-8 bytes, 32 bytes) in base64.
 */
final class StoredUser {
    private static final int HASH_BITS = 256;
    /** Of this process alone, so that what is remembered of a password is worth nothing elsewhere. */
    private static final byte[] MEMORY_KEY = random();

    /** Whom no password fits, at the price of comparing one. */
    static final StoredUser NOBODY = parse("PLAIN;4096;AAAAAAAAAAAAAAAAAAAAAA==;" + Base64.getEncoder().encodeToString(random()));

    private final String line;
    private final boolean mayUsePlain;
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;
    private final String credential;
    /** A keyed digest of the password that was right last. The slow hash blocks a network thread; each login but the first passes without it. */
    private volatile byte[] remembered = new byte[0];

    private StoredUser(String line, boolean mayUsePlain, int iterations, byte[] salt, byte[] hash, String credential) {
        this.line = line;
        this.mayUsePlain = mayUsePlain;
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
        this.credential = credential;
    }

    static StoredUser parse(String line) {
        String[] parts = line.split(";");
        if (parts.length != 4) throw new IllegalArgumentException("a user must have 4 parts, not " + parts.length);
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] hash = base64.decode(parts[3]);
        if (hash.length * 8 != HASH_BITS) throw new IllegalArgumentException("a hash must have " + HASH_BITS + " bits");
        boolean mayUsePlain = Arrays.asList(parts[0].split(",")).contains("PLAIN");
        String credential = parts[2] + ";" + parts[3];
        return new StoredUser(line, mayUsePlain, Integer.parseInt(parts[1]), base64.decode(parts[2]), hash, credential);
    }

    boolean isFrom(String otherLine) {
        return line.equals(otherLine);
    }

    boolean acceptsPlain(char[] password) {
        if (!mayUsePlain || password.length == 0) return false;
        try {
            byte[] digest = digest(password);
            if (MessageDigest.isEqual(digest, remembered)) return true;
            if (!MessageDigest.isEqual(slowHash(password), hash)) return false;
            remembered = digest;
            return true;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks what passwords are compared with: " + e.getMessage(), e);
        }
    }

    /** Changes with the password, and says nothing about it. */
    String credential() {
        return credential;
    }

    private byte[] slowHash(char[] password) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] digest(char[] password) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(MEMORY_KEY, "HmacSHA256"));
        mac.update(StandardCharsets.UTF_8.encode(CharBuffer.wrap(password)));
        return mac.doFinal();
    }
}
