package live.weir.bridge.hls;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a media playlist (rfc8216bis §4.4). */
final class MediaPlaylist {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_INSTANT;

    /** Version 9 is where delta updates come in; all else needs less. */
    private static final int VERSION = 9;

    private static final int TARGETS_WITH_PARTS = 3;
    private static final int TARGETS_BEFORE_SKIPPED = 6;

    private final StringBuilder text = new StringBuilder(4_096);
    private final long target;

    /** Whether a key is in force for what comes next. */
    private boolean locked;

    /**
     * What stands in a playlist.
     *
     * @param target of segments, in microseconds
     * @param partTarget in microseconds
     * @param partHoldBack in microseconds; the same in all playlists of a program
     * @param open the segment that is being filled
     * @param reports of the other renditions
     */
    record Content(
            long target,
            long partTarget,
            long partHoldBack,
            Collection<Segment> segments,
            @Nullable Segment open,
            long nextMsn,
            long nextPart,
            boolean ended,
            List<Report> reports) {}

    /** How far another rendition is. */
    record Report(String name, long position) {}

    private MediaPlaylist(long target) {
        this.target = target;
    }

    static CharSequence of(Content content, boolean delta) {
        MediaPlaylist playlist = new MediaPlaylist(content.target());
        playlist.write(content, delta);
        return playlist.text;
    }

    private void write(Content content, boolean delta) {
        List<Segment> segments = new ArrayList<>(content.segments());
        head(content, segments.isEmpty() ? content.open() : segments.get(0));
        long end =
                length(segments) + (content.open() == null ? 0 : content.open().duration());
        int skipped = delta ? skippable(segments, end) : 0;
        if (skipped > 0) {
            text.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
        }
        int run = skipped > 0 ? segments.get(skipped - 1).run() : -1;
        locked = skipped > 0 && segments.get(skipped - 1).lock() != null;
        long at = length(segments.subList(0, skipped));
        for (Segment segment : segments.subList(skipped, segments.size())) {
            beginning(segment, run);
            run = segment.run();
            at += segment.duration();
            if (end - at < TARGETS_WITH_PARTS * target && !content.ended()) {
                parts(segment);
            }
            text.append("#EXTINF:");
            seconds(segment.duration());
            text.append(",\ns").append(segment.msn()).append(".m4s\n");
        }
        if (content.ended()) {
            text.append("#EXT-X-ENDLIST\n");
            return;
        }
        Segment open = content.open();
        if (open != null) {
            beginning(open, run);
            parts(open);
        }
        text.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p")
                .append(content.nextPart())
                .append(".m4s\"\n");
        content.reports().forEach(this::report);
    }

    private void head(Content content, @Nullable Segment first) {
        text.append("#EXTM3U\n#EXT-X-VERSION:").append(VERSION).append("\n#EXT-X-TARGETDURATION:");
        text.append(target / 1_000_000).append("\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=");
        seconds(TARGETS_BEFORE_SKIPPED * target);
        text.append(",HOLD-BACK=");
        seconds(3 * target);
        text.append(",PART-HOLD-BACK=");
        seconds(content.partHoldBack());
        text.append("\n#EXT-X-PART-INF:PART-TARGET=");
        seconds(content.partTarget());
        text.append("\n#EXT-X-MEDIA-SEQUENCE:").append(first == null ? content.nextMsn() : first.msn());
        text.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(first == null ? 0 : first.run());
        text.append('\n');
    }

    /** @param run of the segment before; -1 if there is none */
    private void beginning(Segment segment, int run) {
        // One for each run between, also for those of which this rendition has nothing: so renditions stay in step.
        for (int discontinuity = run; run >= 0 && discontinuity < segment.run(); discontinuity++) {
            text.append("#EXT-X-DISCONTINUITY\n");
        }
        if (run != segment.run()) {
            unlock(); // a key before a header would be the header's too (§4.4.4.4), and in it is nothing to hide
            text.append("#EXT-X-MAP:URI=\"init").append(segment.run()).append(".mp4\"\n");
        }
        lock(segment.lock());
        text.append("#EXT-X-PROGRAM-DATE-TIME:").append(date(segment.date())).append('\n');
    }

    /** Each segment names its key and vector, so that a playlist may begin anywhere, and a delta too. */
    private void lock(@Nullable SegmentLock lock) {
        if (lock == null) {
            unlock();
            return;
        }
        text.append("#EXT-X-KEY:METHOD=AES-128,URI=\"../k")
                .append(lock.key().number())
                .append(".key\",IV=0x")
                .append(lock.vector())
                .append('\n');
        locked = true;
    }

    private void unlock() {
        if (locked) {
            text.append("#EXT-X-KEY:METHOD=NONE\n");
            locked = false;
        }
    }

    private static String date(Instant date) {
        return DATE.format(date.truncatedTo(ChronoUnit.MILLIS));
    }

    private void parts(Segment segment) {
        for (Part part : segment.parts()) {
            text.append("#EXT-X-PART:DURATION=");
            seconds(part.duration());
            text.append(",URI=\"p").append(part.number()).append(".m4s\"");
            text.append(part.independent() ? ",INDEPENDENT=YES\n" : "\n");
        }
    }

    private void report(Report report) {
        text.append("#EXT-X-RENDITION-REPORT:URI=\"../")
                .append(report.name())
                .append("/index.m3u8\",LAST-MSN=")
                .append(Position.msn(report.position()));
        if (Position.part(report.position()) != Position.WHOLE) {
            text.append(",LAST-PART=").append(Position.part(report.position()));
        }
        text.append('\n');
    }

    /** How many lie before the skip boundary. */
    private int skippable(List<Segment> segments, long end) {
        long at = 0;
        int count = 0;
        for (Segment segment : segments) {
            at += segment.duration();
            if (end - at < TARGETS_BEFORE_SKIPPED * target) {
                return count;
            }
            count++;
        }
        return count;
    }

    private static long length(List<Segment> segments) {
        long length = 0;
        for (Segment segment : segments) {
            length += segment.duration();
        }
        return length;
    }

    /** Microseconds as seconds with five decimals: enough for a frame of sound. */
    private void seconds(long micros) {
        long rounded = (micros + 5) / 10;
        long fraction = rounded % 100_000;
        text.append(rounded / 100_000).append('.');
        for (long digit = 10_000; digit > Math.max(fraction, 1) && digit > 1; digit /= 10) {
            text.append('0');
        }
        text.append(fraction);
    }
}
