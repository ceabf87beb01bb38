package live.weir.bridge.hls;

import java.util.List;
import live.weir.bridge.program.ProgramTrack;

/** Writes the playlist that names all others (rfc8216bis §4.4.6). */
public final class MultivariantPlaylist {

    private static final String GROUP = "sound";

    /**
     * A rendition.
     *
     * @param uri of its playlist
     * @param peak bits per second of its heaviest segment so far, 0 if nobody knows yet
     */
    public record Variant(ProgramTrack track, String uri, long peak) {}

    private MultivariantPlaylist() {}

    public static CharSequence of(List<Variant> variants) {
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        List<Variant> sounds = of(variants, ProgramTrack.Kind.AUDIO);
        List<Variant> pictures = of(variants, ProgramTrack.Kind.VIDEO);
        for (int at = 0; at < sounds.size(); at++) {
            media(text, sounds.get(at), at == 0);
        }
        pictures.forEach(picture -> picture(text, picture, sounds));
        sounds.stream().limit(1).forEach(sound -> soundAlone(text, sound));
        return text;
    }

    private static List<Variant> of(List<Variant> variants, ProgramTrack.Kind kind) {
        return variants.stream()
                .filter(variant -> variant.track().kind() == kind)
                .toList();
    }

    private static void media(StringBuilder text, Variant sound, boolean first) {
        text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"" + GROUP + "\",NAME=\"")
                .append(sound.track().name())
                .append("\",DEFAULT=")
                .append(first ? "YES" : "NO")
                .append(",AUTOSELECT=YES,CHANNELS=\"")
                .append(Math.max(1, sound.track().channels()))
                .append("\",URI=\"")
                .append(sound.uri())
                .append("\"\n");
    }

    private static void picture(StringBuilder text, Variant picture, List<Variant> sounds) {
        ProgramTrack track = picture.track();
        long heaviestSound =
                sounds.stream().mapToLong(MultivariantPlaylist::peak).max().orElse(0);
        long sound = sounds.isEmpty() ? 0 : sounds.get(0).track().bitrate();
        text.append("#EXT-X-STREAM-INF:BANDWIDTH=")
                .append(peak(picture) + heaviestSound)
                .append(",AVERAGE-BANDWIDTH=")
                .append(track.bitrate() + sound)
                .append(",CODECS=\"")
                .append(track.codecs());
        sounds.stream()
                .limit(1)
                .forEach(first -> text.append(',').append(first.track().codecs()));
        text.append("\",RESOLUTION=").append(track.width()).append('x').append(track.height());
        if (track.frameRate() > 0) {
            text.append(",FRAME-RATE=").append(track.frameRate()).append(".000");
        }
        text.append(sounds.isEmpty() ? "" : ",AUDIO=\"" + GROUP + "\"");
        text.append('\n').append(picture.uri()).append('\n');
    }

    /** For players without a screen, and for those whose network carries no picture. */
    private static void soundAlone(StringBuilder text, Variant sound) {
        text.append("#EXT-X-STREAM-INF:BANDWIDTH=")
                .append(peak(sound))
                .append(",AVERAGE-BANDWIDTH=")
                .append(sound.track().bitrate())
                .append(",CODECS=\"")
                .append(sound.track().codecs())
                .append("\",AUDIO=\"" + GROUP + "\"\n")
                .append(sound.uri())
                .append('\n');
    }

    /** What was seen, but never less than what an encoder may do for a moment. */
    private static long peak(Variant variant) {
        return Math.max(variant.peak(), variant.track().bitrate() * 5L / 4);
    }
}
