package polybroker.guard;

import java.util.Arrays;

/** What a user used of a limit in the last seconds, and which quota he was given. */
final class UserUse {
    /** Seconds for which somebody counts who sends and pauses in turn, as one does who is held back. */
    private static final int REMEMBERED = 5;
    /** Kafka is told of another quota from this part of it on. */
    private static final double WORTH_TELLING = 0.02;

    private final double[] rates = new double[REMEMBERED];
    private int at;
    private int unseen;
    private double told = Double.NaN;
    /** The quota that the owner set for this user; NaN for none. */
    private double asked = Double.NaN;

    void next() {
        at = (at + 1) % REMEMBERED;
        rates[at] = 0;
        unseen++;
    }

    void used(double bytesPerSecond) {
        rates[at] = bytesPerSecond;
        unseen = 0;
    }

    /** Kafka forgets users who were silent for an hour. */
    boolean isGone() {
        return unseen > REMEMBERED;
    }

    boolean isActive() {
        return most() > 0;
    }

    /** Whether he used this part of what he was given, and may have more. */
    boolean isHungry(double part) {
        return isTold() && told != asked && most() >= part * told;
    }

    double most() {
        return Arrays.stream(rates).max().orElse(0);
    }

    boolean isTold() {
        return !Double.isNaN(told);
    }

    /** Gives him the quota, or the one that the owner set where that is less. */
    void tell(UserQuotas quotas, String user, double quota) {
        double present = quotas.of(user);
        // Kafka writes over what it was told here when the owner sets a quota or removes it.
        if (present != told) asked = quotas.isOwn(user) ? present : Double.NaN;
        double wanted = Double.isNaN(asked) ? quota : Math.min(quota, asked);
        if (present == told && Math.abs(wanted - told) <= WORTH_TELLING * told) return;
        quotas.set(user, wanted);
        told = wanted;
    }
}
