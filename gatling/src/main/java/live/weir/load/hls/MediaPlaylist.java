package live.weir.load.hls;

import java.net.URI;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is of one rung now. */
record MediaPlaylist(
        List<Piece> pieces,
        List<Piece> segments,
        @Nullable URI map,
        double targetSeconds,
        double partTargetSeconds,
        double holdBackSeconds,
        boolean blocks,
        boolean ended,
        long nextMsn,
        int nextPart) {

    private static final int MOST_LINES = 50_000;

    static MediaPlaylist parse(String text, URI base) {
        if (!text.startsWith("#EXTM3U")) {
            throw new BadPlaylist("it does not start with #EXTM3U");
        }
        Reading reading = new Reading(base);
        text.lines().limit(MOST_LINES).forEach(reading::line);
        return reading.finish();
    }

    /** Where somebody begins who comes now: as far behind the edge as the server asks for, and where a picture can start. */
    int beginning() {
        double behind = 0;
        int index = pieces.size();
        while (index > 0 && behind < holdBackSeconds) {
            index--;
            behind += pieces.get(index).seconds();
        }
        while (index > 0 && !pieces.get(index).independent()) {
            index--;
        }
        return index;
    }

    private static final class Reading {

        private final URI base;
        private final List<Piece> pieces = new ArrayList<>();
        private final List<Piece> segments = new ArrayList<>();
        private final List<Piece> parts = new ArrayList<>();
        private @Nullable URI map;
        private double target;
        private double partTarget;
        private double holdBack;
        private boolean blocks;
        private boolean ended;
        private long msn;
        private double seconds;
        private double partSeconds;
        private long startsAt = -1;

        Reading(URI base) {
            this.base = base;
        }

        void line(String line) {
            if (line.startsWith("#EXT-X-TARGETDURATION:")) {
                target = number(line);
            } else if (line.startsWith("#EXT-X-PART-INF:")) {
                partTarget = new Attributes(line).number("PART-TARGET", 0);
            } else if (line.startsWith("#EXT-X-SERVER-CONTROL:")) {
                Attributes control = new Attributes(line);
                blocks = control.text("CAN-BLOCK-RELOAD").equals("YES");
                holdBack = control.number("PART-HOLD-BACK", control.number("HOLD-BACK", 0));
            } else if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
                msn = (long) number(line);
            } else if (line.startsWith("#EXT-X-SKIP:")) {
                msn += (long) new Attributes(line).number("SKIPPED-SEGMENTS", 0);
            } else if (line.startsWith("#EXT-X-MAP:")) {
                map = uri(new Attributes(line).text("URI"));
            } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
                startsAt = time(line.substring(line.indexOf(':') + 1).strip());
            } else if (line.startsWith("#EXTINF:")) {
                seconds = number(line.replaceAll(",.*", ""));
            } else if (line.startsWith("#EXT-X-PART:")) {
                part(new Attributes(line));
            } else if (line.startsWith("#EXT-X-ENDLIST")) {
                ended = true;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                segment(line.strip());
            }
        }

        private void part(Attributes attributes) {
            double length = attributes.number("DURATION", 0);
            long at = startsAt < 0 ? -1 : startsAt + (long) (partSeconds * 1000);
            boolean independent = attributes.text("INDEPENDENT").equals("YES");
            parts.add(new Piece(msn, parts.size(), uri(attributes.text("URI")), length, independent, at));
            partSeconds += length;
        }

        private void segment(String address) {
            Piece whole = new Piece(msn, -1, uri(address), seconds, true, startsAt);
            segments.add(whole);
            if (parts.isEmpty()) {
                pieces.add(whole);
            } else {
                pieces.addAll(parts);
            }
            parts.clear();
            partSeconds = 0;
            startsAt = startsAt < 0 ? -1 : startsAt + (long) (seconds * 1000);
            msn++;
        }

        private URI uri(String text) {
            if (text.isEmpty()) {
                throw new BadPlaylist("a piece has no address");
            }
            try {
                return base.resolve(text);
            } catch (IllegalArgumentException unlike) {
                throw new BadPlaylist("'" + text + "' is no address");
            }
        }

        private static double number(String line) {
            try {
                return Double.parseDouble(line.substring(line.indexOf(':') + 1).strip());
            } catch (NumberFormatException unlike) {
                throw new BadPlaylist("'" + line + "' has no number");
            }
        }

        private static long time(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant().toEpochMilli();
            } catch (DateTimeParseException unlike) {
                throw new BadPlaylist("'" + text + "' is no time");
            }
        }

        MediaPlaylist finish() {
            if (target <= 0) {
                throw new BadPlaylist("it has no target duration");
            }
            int next = parts.size();
            pieces.addAll(parts);
            double behind = holdBack > 0 ? holdBack : partTarget > 0 ? 3 * partTarget : 3 * target;
            return new MediaPlaylist(pieces, segments, map, target, partTarget, behind, blocks, ended, msn, next);
        }
    }
}
