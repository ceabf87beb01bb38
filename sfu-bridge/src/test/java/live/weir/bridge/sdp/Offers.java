package live.weir.bridge.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Offers as real peers write them, and this side's own half. Chromium's are recorded; the others follow published ones. */
final class Offers {

    static final List<String> PUBLISHERS = List.of(
            "chromium-publish",
            "chromium-publish-vp8",
            "chromium-publish-h264",
            "chromium-publish-max-bundle",
            "chromium-simulcast",
            "chromium-sendrecv-data",
            "firefox-publish",
            "firefox-simulcast",
            "safari-sendrecv-data",
            "obs-whip",
            "libdatachannel-named-mids",
            "gstreamer-whip",
            "ffmpeg-whip",
            "ffmpeg-whip-video-rtx");

    static final List<String> VIEWERS = List.of(
            "chromium-watch",
            "chromium-watch-several",
            "chromium-watch-32",
            "chromium-sendrecv-data",
            "safari-sendrecv-data");

    static final String FINGERPRINT = "AA:" + "01:23:45:67:89:AB:CD:EF:".repeat(3) + "10:32:54:76:98:BA:DC";

    private Offers() {}

    static Stream<String> all() {
        return Stream.concat(PUBLISHERS.stream(), VIEWERS.stream()).distinct();
    }

    static String text(String name) {
        try (InputStream file = Offers.class.getResourceAsStream("/sdp/" + name + ".sdp")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SessionDescription offer(String name) {
        return SessionDescription.parse(text(name));
    }

    static LocalTransport local() {
        return local("weir", 8189);
    }

    static LocalTransport local(String ufrag, int port) {
        return new LocalTransport(
                4_611_686_018L,
                new IceCredentials(ufrag, "passwordpasswordpasswo+/"),
                List.of(new Fingerprint("sha-256", FINGERPRINT)),
                List.of(
                        IceCandidate.hostTcp(2, 1_671_430_143, "192.0.2.1", port),
                        IceCandidate.hostUdp(1, 2_130_706_431, "192.0.2.1", port)),
                true);
    }

    static LongSupplier ssrcs() {
        return new AtomicLong(1_000)::incrementAndGet;
    }

    static PublisherAnswer publisherAnswer(String name) {
        return PublisherAnswer.to(offer(name), CodecPolicy.standard(), local());
    }

    static ViewerAnswer viewerAnswer(String name) {
        return ViewerAnswer.to(offer(name), CodecPolicy.standard(), local(), ssrcs(), "weir");
    }
}
