package polybroker.rocketmq;

import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Servers of this JVM that listen at all addresses listen at the member's own instead. RocketMQ 4.8.0 cannot be told an address at
 * all, and 5.x neither for its replication nor for gRPC. Every such server asks Java for "any address", whose only place is a field
 * (Java 17); the JVM has to be started with java.base/java.net open to us.
 */
final class OwnAddress {
    private OwnAddress() {}

    static void use() throws ReflectiveOperationException, java.io.IOException {
        InetAddress own = InetAddress.getByName(System.getProperty("polybroker.address"));
        Field implementation = InetAddress.class.getDeclaredField("impl");
        implementation.setAccessible(true);
        Object family = implementation.get(null);
        Field any = family.getClass().getDeclaredField("anyLocalAddress");
        any.setAccessible(true);
        any.set(family, own);
        if (!new InetSocketAddress(1).getAddress().equals(own)) {
            throw new IllegalStateException("This Java does not let servers be bound to " + own.getHostAddress() + " alone.");
        }
    }
}
