package live.weir.load.rtc;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a server says of itself: where it is, who it is, what it takes or brings. */
record RemoteDescription(
        IceLogin login,
        Fingerprint fingerprint,
        String setup,
        boolean iceLite,
        List<InetSocketAddress> candidates,
        List<RemoteMedia> media) {

    /** More than any server needs; what is longer is not read. */
    static final int LARGEST = 256 * 1024;

    private static final int MOST_CANDIDATES = 16;
    private static final int MOST_MEDIA = 64;

    /** @throws RtcFailure with one line that says what is wrong */
    static RemoteDescription parse(String text) {
        if (text.length() > LARGEST) {
            throw new RtcFailure("The server's description is longer than " + LARGEST + " characters");
        }
        if (!text.startsWith("v=0")) {
            throw new RtcFailure("The server's answer is no SDP: '" + start(text) + "'");
        }
        Reading reading = new Reading();
        text.lines().forEach(reading);
        return reading.finish();
    }

    private static String start(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }

    Stream<RemoteMedia> accepted(String kind) {
        return media.stream().filter(each -> each.kind().equals(kind) && !each.refused());
    }

    private static final class Reading implements Consumer<String> {

        private String ufrag = "";
        private String password = "";
        private String fingerprint = "";
        private String setup = "";
        private boolean iceLite;
        private final List<InetSocketAddress> candidates = new ArrayList<>();
        private final List<MediaReading> media = new ArrayList<>();

        @Override
        public void accept(String line) {
            if (line.startsWith("m=")) {
                if (media.size() == MOST_MEDIA) {
                    throw new RtcFailure("The server's description has more than " + MOST_MEDIA + " m-lines");
                }
                media.add(new MediaReading(line));
            } else if (line.startsWith("a=ice-ufrag:")) {
                ufrag = first(ufrag, value(line));
            } else if (line.startsWith("a=ice-pwd:")) {
                password = first(password, value(line));
            } else if (line.startsWith("a=fingerprint:")) {
                fingerprint = first(fingerprint, value(line));
            } else if (line.startsWith("a=setup:")) {
                setup = first(setup, value(line));
            } else if (line.startsWith("a=candidate:")) {
                addCandidate(value(line));
            } else if (line.equals("a=ice-lite")) {
                iceLite = true;
            } else if (!media.isEmpty()) {
                media.get(media.size() - 1).accept(line);
            }
        }

        private static String first(String known, String next) {
            return known.isEmpty() ? next : known;
        }

        static String value(String line) {
            return line.substring(line.indexOf(':') + 1).strip();
        }

        private void addCandidate(String text) {
            InetSocketAddress address = candidate(text.split(" ", -1));
            if (address != null && candidates.size() < MOST_CANDIDATES && !candidates.contains(address)) {
                candidates.add(address);
            }
        }

        /** Names are not looked up (mDNS), and TCP is not spoken. */
        private static @Nullable InetSocketAddress candidate(String[] fields) {
            if (fields.length < 8 || !fields[2].toLowerCase(Locale.ROOT).equals("udp") || !fields[1].equals("1")) {
                return null;
            }
            boolean isLiteral = fields[4].contains(":") || fields[4].matches("[0-9.]+");
            try {
                int port = Integer.parseInt(fields[5]);
                return isLiteral && port > 0 && port < 65_536 ? new InetSocketAddress(fields[4], port) : null;
            } catch (NumberFormatException notAPort) {
                return null;
            }
        }

        RemoteDescription finish() {
            if (ufrag.isEmpty() || password.isEmpty()) {
                throw new RtcFailure("The server's description has no ICE credentials");
            }
            if (ufrag.length() + password.length() > 512) {
                throw new RtcFailure("The server's ICE credentials are longer than ICE allows");
            }
            if (fingerprint.isEmpty()) {
                throw new RtcFailure("The server's description has no fingerprint");
            }
            List<RemoteMedia> read = media.stream().map(MediaReading::finish).toList();
            if (read.stream().allMatch(RemoteMedia::refused)) {
                throw new RtcFailure("The server's description accepts no media");
            }
            return new RemoteDescription(
                    new IceLogin(ufrag, password),
                    Fingerprint.parse(fingerprint),
                    setup,
                    iceLite,
                    List.copyOf(candidates),
                    read);
        }
    }
}
