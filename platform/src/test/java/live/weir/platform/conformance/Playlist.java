package live.weir.platform.conformance;

import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A playlist as a client reads it. */
final class Playlist {

    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"]*\"|[^,]*)");

    final URI uri;
    final String text;
    final List<Segment> segments = new ArrayList<>();
    final List<Part> trailing = new ArrayList<>();
    final List<Map<String, String>> reports = new ArrayList<>();
    final List<Map<String, String>> media = new ArrayList<>();
    final List<Variant> variants = new ArrayList<>();
    Map<String, String> control = Map.of();
    double targetDuration;
    double partTarget;
    int version = 1;
    long mediaSequence;
    long discontinuitySequence;
    int skipped;
    boolean ended;

    /** A key that comes after parts of the segment that it is for. */
    boolean lateKey;

    /** A header under a key, without the vector that it needs (§4.4.4.4). */
    boolean headerWithoutVector;

    @Nullable
    Map<String, String> hint;

    record Part(URI uri, double duration, boolean independent) {}

    record Variant(URI uri, Map<String, String> attributes) {}

    /**
     * By what media are encrypted.
     *
     * @param vector as the playlist writes it; null where the segment's number is meant
     */
    record Key(URI uri, String method, @Nullable String vector) {}

    record Segment(
            long msn,
            URI uri,
            double duration,
            List<Part> parts,
            @Nullable Long date,
            int discontinuities,
            @Nullable URI map,
            @Nullable Key key) {}

    Playlist(URI uri, String text) {
        this.uri = uri;
        this.text = text;
        read();
    }

    private void read() {
        List<Part> parts = new ArrayList<>();
        double duration = 0;
        Long date = null;
        int discontinuities = 0;
        URI map = null;
        Key key = null;
        Map<String, String> stream = null;
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            String tag = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            switch (tag) {
                case "#EXT-X-VERSION" -> version = Integer.parseInt(value);
                case "#EXT-X-TARGETDURATION" -> targetDuration = Double.parseDouble(value);
                case "#EXT-X-SERVER-CONTROL" -> control = attributes(value);
                case "#EXT-X-PART-INF" ->
                    partTarget = Double.parseDouble(attributes(value).get("PART-TARGET"));
                case "#EXT-X-MEDIA-SEQUENCE" -> mediaSequence = Long.parseLong(value);
                case "#EXT-X-DISCONTINUITY-SEQUENCE" -> discontinuitySequence = Long.parseLong(value);
                case "#EXT-X-SKIP" ->
                    skipped = Integer.parseInt(attributes(value).get("SKIPPED-SEGMENTS"));
                case "#EXT-X-MAP" -> {
                    map = uri.resolve(attributes(value).get("URI"));
                    headerWithoutVector |= key != null && key.vector() == null;
                }
                case "#EXT-X-KEY" -> {
                    key = key(attributes(value));
                    lateKey |= !parts.isEmpty();
                }
                case "#EXT-X-PROGRAM-DATE-TIME" ->
                    date = OffsetDateTime.parse(value).toInstant().toEpochMilli();
                case "#EXT-X-DISCONTINUITY" -> discontinuities++;
                case "#EXT-X-PART" -> parts.add(part(attributes(value)));
                case "#EXT-X-PRELOAD-HINT" -> hint = attributes(value);
                case "#EXT-X-RENDITION-REPORT" -> reports.add(attributes(value));
                case "#EXT-X-MEDIA" -> media.add(attributes(value));
                case "#EXT-X-STREAM-INF" -> stream = attributes(value);
                case "#EXT-X-ENDLIST" -> ended = true;
                case "#EXTINF" -> duration = Double.parseDouble(value.substring(0, value.indexOf(',')));
                default -> {
                    if (!line.startsWith("#") && !line.isBlank()) {
                        if (stream != null) {
                            variants.add(new Variant(uri.resolve(line), stream));
                            stream = null;
                        } else {
                            segments.add(new Segment(
                                    mediaSequence + skipped + segments.size(),
                                    uri.resolve(line),
                                    duration,
                                    List.copyOf(parts),
                                    date,
                                    discontinuities,
                                    map,
                                    key));
                            parts.clear();
                            date = null;
                            discontinuities = 0;
                        }
                    }
                }
            }
        }
        trailing.addAll(parts);
    }

    private @Nullable Key key(Map<String, String> attributes) {
        String method = attributes.getOrDefault("METHOD", "");
        return method.equals("NONE")
                ? null
                : new Key(uri.resolve(attributes.getOrDefault("URI", "")), method, attributes.get("IV"));
    }

    private Part part(Map<String, String> attributes) {
        return new Part(
                uri.resolve(attributes.get("URI")),
                Double.parseDouble(attributes.get("DURATION")),
                "YES".equals(attributes.get("INDEPENDENT")));
    }

    static Map<String, String> attributes(String list) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(list);
        while (matcher.find()) {
            attributes.put(matcher.group(1), matcher.group(2).replace("\"", ""));
        }
        return attributes;
    }

    double control(String name) {
        return Double.parseDouble(control.getOrDefault(name, "0"));
    }

    /** Of the last whole segment. */
    long lastMsn() {
        return mediaSequence + skipped + segments.size() - 1;
    }

    List<Part> allParts() {
        List<Part> all = new ArrayList<>();
        segments.forEach(segment -> all.addAll(segment.parts()));
        all.addAll(trailing);
        return all;
    }
}
