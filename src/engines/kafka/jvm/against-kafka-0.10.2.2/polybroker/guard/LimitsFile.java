package polybroker.guard;

import java.util.Properties;
import polybroker.files.WatchedFile;

/** The limits of this broker, as the control plane wrote them last. */
final class LimitsFile {
    private LimitsFile() {}

    /** The limits as of a second ago, the same for all that ask in this process. */
    static Limits limits() {
        return Holder.FILE.get();
    }

    /** Made at the first use, so that classes of this jar load without the property. */
    private static final class Holder {
        static final WatchedFile<Limits> FILE =
            WatchedFile.fromProperty("polybroker.limits", new Limits(new Properties()), (lines, before) -> new Limits(lines));
    }
}
