package live.weir.bridge.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import live.weir.bridge.hls.Manifest;
import live.weir.bridge.hls.Manifest.Representation;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.record.RecordedProgram.Stretch;

/** Writes the DASH manifest of a recording: a period for each run of its maker, and of each segment when it begins and how long it is. */
final class RecordedManifest {

    private static final String PROFILE = "urn:mpeg:dash:profile:isoff-live:2011";

    private final RecordedProgram program;

    RecordedManifest(RecordedProgram program) {
        this.program = program;
    }

    /**
     * What is shown of a run.
     *
     * @param from in microseconds of the run
     */
    private record Period(int run, long from, long to, Map<String, List<Stretch>> tracks) {}

    CharSequence write() {
        List<Period> periods = periods();
        long length = periods.stream()
                .mapToLong(period -> period.to() - period.from())
                .sum();
        Manifest manifest = new Manifest(" profiles=\"" + PROFILE + "\" type=\"static\" minBufferTime=\"PT2S\""
                + " mediaPresentationDuration=\"" + Manifest.duration(length) + "\" maxSegmentDuration=\""
                + Manifest.duration(longest()) + '"');
        long at = 0;
        for (Period period : periods) {
            long duration = period.to() - period.from();
            manifest.period(
                    " id=\"r" + period.run() + "\" start=\"" + Manifest.duration(at) + "\" duration=\""
                            + Manifest.duration(duration) + '"',
                    representations(period),
                    "");
            at += duration;
        }
        return manifest.end();
    }

    private long longest() {
        return program.tracks().keySet().stream()
                .flatMap(track -> program.segments(track).stream())
                .mapToLong(Stretch::duration)
                .max()
                .orElse(0);
    }

    private List<Period> periods() {
        Map<Integer, Map<String, List<Stretch>>> runs = new LinkedHashMap<>();
        for (String track : program.tracks().keySet()) {
            for (Stretch stretch : program.segments(track)) {
                runs.computeIfAbsent(stretch.run().number(), run -> new LinkedHashMap<>())
                        .computeIfAbsent(track, name -> new ArrayList<>())
                        .add(stretch);
            }
        }
        List<Period> periods = new ArrayList<>();
        runs.forEach((run, tracks) -> periods.add(period(run, tracks)));
        periods.sort(java.util.Comparator.comparingInt(Period::run));
        return periods;
    }

    /** From the first picture to the last, where there are pictures: sound that is shorter or longer is not missed. */
    private Period period(int run, Map<String, List<Stretch>> tracks) {
        List<Stretch> leading = tracks.entrySet().stream()
                .filter(entry -> kind(entry.getKey()) == ProgramTrack.Kind.VIDEO)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> tracks.values().iterator().next());
        Stretch last = leading.get(leading.size() - 1);
        return new Period(run, leading.get(0).from(), last.from() + last.duration(), tracks);
    }

    private ProgramTrack.Kind kind(String track) {
        RecordingIndex.Track known = program.tracks().get(track);
        return known == null ? ProgramTrack.Kind.VIDEO : known.kind();
    }

    private List<Representation> representations(Period period) {
        List<Representation> representations = new ArrayList<>();
        period.tracks().forEach((name, stretches) -> {
            ProgramTrack track = program.track(name);
            representations.add(new Representation(
                    track, Manifest.bandwidth(track, program.peak(name)), template(period, name, stretches)));
        });
        return representations;
    }

    private static String template(Period period, String track, List<Stretch> stretches) {
        StringBuilder text = new StringBuilder("<SegmentTemplate timescale=\"" + Manifest.TIMESCALE
                + "\" presentationTimeOffset=\"" + period.from() + "\" startNumber=\""
                + stretches.get(0).number() + "\" initialization=\"" + track + "/init" + period.run()
                + ".mp4\" media=\"" + track + "/r" + period.run() + "s$Number$.m4s\">\n<SegmentTimeline>\n");
        int at = 0;
        while (at < stretches.size()) {
            long duration = length(stretches, at);
            int next = at + 1;
            while (next < stretches.size() && length(stretches, next) == duration && follows(stretches, next)) {
                next++;
            }
            boolean told = at > 0 && follows(stretches, at);
            text.append("<S")
                    .append(told ? "" : " t=\"" + stretches.get(at).from() + '"')
                    .append(" d=\"")
                    .append(duration)
                    .append(next - at > 1 ? "\" r=\"" + (next - at - 1) : "")
                    .append("\"/>\n");
            at = next;
        }
        return text.append("</SegmentTimeline>\n</SegmentTemplate>").toString();
    }

    /** To where the next one begins, unless something is missing between: pieces are rounded, and roundings must not add up. */
    private static long length(List<Stretch> stretches, int at) {
        return at + 1 < stretches.size() && follows(stretches, at + 1)
                ? stretches.get(at + 1).from() - stretches.get(at).from()
                : stretches.get(at).duration();
    }

    /** Whether it begins where the one before it ends. */
    private static boolean follows(List<Stretch> stretches, int at) {
        Stretch before = stretches.get(at - 1);
        return Math.abs(stretches.get(at).from() - before.from() - before.duration()) < 1_000;
    }
}
