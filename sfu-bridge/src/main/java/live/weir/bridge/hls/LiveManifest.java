package live.weir.bridge.hls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.weir.bridge.hls.Eras.Era;
import live.weir.bridge.hls.Eras.Snapshot;
import live.weir.bridge.hls.Manifest.Representation;
import live.weir.bridge.program.ProgramTrack;

/**
 * Writes the manifest of a program on air: numbered segments of one duration, each to be had as soon as its first part is there
 * (DASH-IF IOP, low-latency live). It changes when an era begins or ends, not with each segment.
 */
final class LiveManifest {

    private static final String PROFILES =
            "urn:mpeg:dash:profile:isoff-live:2011,http://www.dashif.org/guidelines/low-latency-live-v5";
    private static final String TIMING =
            "<UTCTiming schemeIdUri=\"urn:mpeg:dash:utc:http-xsdate:2014\" value=\"" + Manifest.CLOCK + "\"/>\n";

    /** How far behind a player stays if it can: less than with parts of HLS, more than any network of today needs. */
    private static final Duration LATENCY = Duration.ofSeconds(2);

    private static final Duration LEAST_LATENCY = Duration.ofSeconds(1);
    private static final Duration MOST_LATENCY = Duration.ofSeconds(6);

    private final PackagerSettings settings;
    private final Map<String, Rendition> renditions;
    private final long target;

    LiveManifest(PackagerSettings settings, Map<String, Rendition> renditions) {
        this.settings = settings;
        this.renditions = renditions;
        this.target = settings.target().toNanos() / 1_000;
    }

    /** @param ended whether nothing more will come */
    CharSequence write(Snapshot snapshot, Instant now, boolean ended) {
        Instant zero = snapshot.zero().truncatedTo(ChronoUnit.MILLIS);
        List<Placed> periods = periods(snapshot, zero, ended);
        Manifest manifest = new Manifest(head(zero, now, ended ? end(periods) : -1));
        if (!ended) {
            manifest.element(service());
        }
        for (Placed placed : periods) {
            Era era = placed.era();
            String length = era.end() < 0 ? "" : " duration=\"" + Manifest.duration(placed.length()) + '"';
            manifest.period(
                    " id=\"" + era.number() + "\" start=\"" + Manifest.duration(placed.start()) + '"' + length,
                    representations(placed, ended),
                    ended ? "" : producer(placed));
        }
        return (ended ? manifest : manifest.element(TIMING.strip())).end();
    }

    /**
     * An era and where it lies.
     *
     * @param start since the program's beginning, in microseconds
     * @param gone segments at its beginning that are no longer to be had
     */
    private record Placed(Era era, long start, long gone, long length) {}

    private List<Placed> periods(Snapshot snapshot, Instant zero, boolean ended) {
        List<Placed> periods = new ArrayList<>();
        long free = 0;
        for (Era era : snapshot.eras()) {
            if (era.locked()) {
                continue;
            }
            long gone = ended ? gone(era) : 0;
            long length = era.end() < 0 ? -1 : era.end() - era.start() - gone * target;
            if (era.end() >= 0 && length <= 0) {
                continue;
            }
            // A clock that was set back must not make one period begin within another.
            long start = Math.max(free, ChronoUnit.MICROS.between(zero, era.at(era.start() + gone * target)));
            periods.add(new Placed(era, start, gone, length));
            free = start + Math.max(length, 0);
        }
        return periods;
    }

    /** An ended program is no longer bounded by the clock, so its manifest begins with what is still there. */
    private long gone(Era era) {
        long gone = 0;
        for (Map.Entry<String, Long> first : era.firsts().entrySet()) {
            Rendition rendition = renditions.get(first.getKey());
            gone = Math.max(gone, rendition == null ? 0 : rendition.oldest() - first.getValue());
        }
        return gone;
    }

    private static long end(List<Placed> periods) {
        if (periods.isEmpty()) {
            return 0;
        }
        Placed last = periods.get(periods.size() - 1);
        return last.start() + last.length();
    }

    private String head(Instant zero, Instant now, long end) {
        String common = " profiles=\"" + PROFILES + "\" minBufferTime=\"PT1S\" maxSegmentDuration=\""
                + Manifest.duration(target + target / 4) + "\" availabilityStartTime=\"" + zero + "\" publishTime=\""
                + now.truncatedTo(ChronoUnit.MILLIS) + '"';
        return end >= 0
                ? common + " type=\"static\" mediaPresentationDuration=\"" + Manifest.duration(end) + '"'
                : common + " type=\"dynamic\" minimumUpdatePeriod=\"" + Manifest.duration(target)
                        + "\" timeShiftBufferDepth=\""
                        + Manifest.duration(settings.window().toNanos() / 1_000)
                        + "\" suggestedPresentationDelay=\"" + Manifest.duration(LATENCY.toNanos() / 1_000) + '"';
    }

    private static String service() {
        return "<ServiceDescription id=\"0\"><Latency target=\"" + LATENCY.toMillis() + "\" min=\""
                + LEAST_LATENCY.toMillis() + "\" max=\"" + MOST_LATENCY.toMillis()
                + "\" referenceId=\"0\"/><PlaybackRate min=\"0.95\" max=\"1.05\"/></ServiceDescription>";
    }

    /** Which moment of the wall clock a moment of the media is: that of the picture's composition. */
    private static String producer(Placed placed) {
        return "<ProducerReferenceTime id=\"0\" type=\"encoder\" wallClockTime=\""
                + placed.era().at(placed.era().start()) + "\" presentationTime=\""
                + placed.era().start() + "\">"
                + TIMING.strip() + "</ProducerReferenceTime>\n";
    }

    private List<Representation> representations(Placed placed, boolean ended) {
        List<Representation> representations = new ArrayList<>();
        for (ProgramTrack track : placed.era().format().tracks()) {
            Rendition rendition = renditions.get(track.name());
            if (rendition != null) {
                representations.add(new Representation(
                        track, Manifest.bandwidth(track, rendition.peak()), template(placed, track, rendition, ended)));
            }
        }
        return representations;
    }

    private String template(Placed placed, ProgramTrack track, Rendition rendition, boolean ended) {
        Era era = placed.era();
        String folder = settings.key() + '/' + track.name() + '/';
        long first = era.firsts().getOrDefault(track.name(), 0L) + placed.gone();
        return "<SegmentTemplate timescale=\"" + Manifest.TIMESCALE + "\" duration=\"" + target + "\" startNumber=\""
                + first + '"' + offset(era.start() + placed.gone() * target) + (ended ? "" : early(rendition))
                + " initialization=\"" + folder + "init" + era.run() + ".mp4\" media=\"" + folder
                + "s$Number$.m4s\"/>";
    }

    private static String offset(long micros) {
        return micros == 0 ? "" : " presentationTimeOffset=\"" + micros + '"';
    }

    /** A segment can be asked for when its first part is there, and comes on as it is made. */
    private String early(Rendition rendition) {
        long part = rendition.partTarget();
        return part == 0
                ? ""
                : " availabilityTimeOffset=\"" + Manifest.seconds(Math.max(0, target - part))
                        + "\" availabilityTimeComplete=\"false\"";
    }
}
