package live.weir.bridge.hls;

import java.util.List;
import java.util.Locale;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.program.ProgramTrack.Kind;

/** Writes DASH manifests (ISO/IEC 23009-1 §5.3): what those of live programs and of recordings have in common. */
public final class Manifest {

    /** Of all times that are written here. */
    public static final int TIMESCALE = 1_000_000;

    /** Of a program, and of a recording. */
    public static final String NAME = "manifest.mpd";

    /** Beside that of a live program: the time, told by whoever serves it. */
    public static final String CLOCK = "clock.txt";

    private static final String VIDEO = "video";
    private static final String AUDIO = "audio";

    private final StringBuilder text = new StringBuilder(4_096);

    /**
     * A rung, or the sound.
     *
     * @param bandwidth of its heaviest seconds, in bits per second
     * @param template its SegmentTemplate
     */
    public record Representation(ProgramTrack track, long bandwidth, String template) {}

    /** @param attributes of the MPD but for the namespace, with a blank before each */
    public Manifest(String attributes) {
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"")
                .append(attributes)
                .append(">\n");
    }

    public Manifest element(String element) {
        text.append(element).append('\n');
        return this;
    }

    /**
     * @param attributes with a blank before each
     * @param clock what each set says of its clock, or nothing
     */
    public void period(String attributes, List<Representation> representations, String clock) {
        text.append("<Period").append(attributes).append(">\n");
        set(
                VIDEO,
                0,
                representations.stream()
                        .filter(one -> one.track().kind() == Kind.VIDEO)
                        .toList(),
                clock);
        set(
                AUDIO,
                1,
                representations.stream()
                        .filter(one -> one.track().kind() == Kind.AUDIO)
                        .toList(),
                clock);
        text.append("</Period>\n");
    }

    private void set(String type, int id, List<Representation> representations, String clock) {
        if (representations.isEmpty()) {
            return;
        }
        text.append("<AdaptationSet id=\"")
                .append(id)
                .append("\" contentType=\"")
                .append(type);
        text.append("\" mimeType=\"").append(type).append("/mp4\" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
        text.append(clock);
        text.append("<Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"main\"/>\n");
        representations.forEach(this::representation);
        text.append("</AdaptationSet>\n");
    }

    private void representation(Representation representation) {
        ProgramTrack track = representation.track();
        text.append("<Representation id=\"")
                .append(track.name())
                .append("\" codecs=\"")
                .append(track.codecs());
        text.append("\" bandwidth=\"").append(representation.bandwidth()).append('"');
        if (track.kind() == Kind.VIDEO) {
            text.append(" width=\"")
                    .append(track.width())
                    .append("\" height=\"")
                    .append(track.height())
                    .append('"');
            if (track.frameRate() > 0) {
                text.append(" frameRate=\"").append(track.frameRate()).append('"');
            }
            text.append(">\n");
        } else {
            text.append(">\n<AudioChannelConfiguration")
                    .append(" schemeIdUri=\"urn:mpeg:dash:23003:3:audio_channel_configuration:2011\" value=\"")
                    .append(Math.max(1, track.channels()))
                    .append("\"/>\n");
        }
        text.append(representation.template()).append("\n</Representation>\n");
    }

    public CharSequence end() {
        return text.append("</MPD>\n");
    }

    /** What an encoder may do for a moment, unless more was seen. */
    public static long bandwidth(ProgramTrack track, long peak) {
        return Math.max(peak, track.bitrate() * 5L / 4);
    }

    /** Microseconds as an xs:duration. */
    public static String duration(long micros) {
        return "PT" + seconds(micros) + "S";
    }

    /** Microseconds as seconds, as short as they can be written. */
    public static String seconds(long micros) {
        String text = String.format(Locale.ROOT, "%d.%06d", micros / TIMESCALE, micros % TIMESCALE);
        return text.replaceAll("\\.?0+$", "");
    }
}
