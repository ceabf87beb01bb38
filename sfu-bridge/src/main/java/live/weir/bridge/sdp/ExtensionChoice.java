package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the header extensions of an offered m-line that this side takes. */
final class ExtensionChoice {

    private final Flow flow;
    private final MediaDescription offered;
    private final String mid;

    ExtensionChoice(Flow flow, MediaDescription offered, String mid) {
        this.flow = flow;
        this.offered = offered;
        this.mid = mid;
    }

    List<HeaderExtension> choose() {
        List<HeaderExtension> chosen = new ArrayList<>();
        Set<RtpExtension> known = EnumSet.noneOf(RtpExtension.class);
        for (HeaderExtension one : offered.extensions()) {
            RtpExtension.of(one.uri())
                    .filter(extension -> takes(extension, one) && known.add(extension))
                    .ifPresent(extension -> chosen.add(answered(one)));
        }
        return chosen;
    }

    private boolean takes(RtpExtension extension, HeaderExtension one) {
        Direction direction = one.direction();
        return extension.isOf(offered.kind())
                && flow.takes(extension)
                && one.id() <= RtpExtension.HIGHEST_ID
                && (direction == null || flow.isOpenedBy(direction))
                && (extension != RtpExtension.MID || mid.length() <= RtpExtension.LONGEST_VALUE);
    }

    /** A direction is answered with its counterpart (RFC 8285 §6). */
    private HeaderExtension answered(HeaderExtension one) {
        return new HeaderExtension(one.id(), one.direction() == null ? null : flow.direction(), one.uri());
    }
}
