package live.weir.platform.conformance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Examines an LL-HLS server by every rule that Weir knows of: {@code main} with the address of a first playlist, or from a
 * test. Live, DVR, discontinuous and ended programs each have their rules; which apply is seen from the playlists.
 */
public final class HlsConformance {

    private final Client client = new Client();
    private final URI first;
    private final List<Finding> findings = new ArrayList<>();
    private final Opener opener = new Opener(client);

    /** What came of one rule. */
    public record Finding(String rule, boolean kept, String detail) {}

    private HlsConformance(URI first) {
        this.first = first;
    }

    public static void main(String[] arguments) throws Exception {
        List<Finding> findings =
                examine(URI.create(System.getProperty("hls", arguments.length > 0 ? arguments[0] : "")));
        System.out.println("| rule | kept | |\n|---|---|---|");
        findings.forEach(finding -> System.out.println(
                "| " + finding.rule() + " | " + (finding.kept() ? "yes" : "NO") + " | " + finding.detail() + " |"));
        if (!findings.stream().allMatch(Finding::kept)) {
            System.exit(1);
        }
    }

    public static List<Finding> examine(URI first) throws Exception {
        HlsConformance examination = new HlsConformance(first);
        examination.all();
        return examination.findings;
    }

    private void all() throws Exception {
        HttpResponse<byte[]> response = client.get(first);
        Playlist multivariant = new Playlist(response.uri(), Client.text(response));
        check("the first playlist is there", response.statusCode() == 200, response.statusCode());
        headers(response);
        check("EXTM3U comes first", multivariant.text.startsWith("#EXTM3U\n"), "");
        check(
                "variants have bandwidth and codecs",
                !multivariant.variants.isEmpty()
                        && multivariant.variants.stream()
                                .allMatch(variant -> variant.attributes().containsKey("BANDWIDTH")
                                        && variant.attributes().containsKey("CODECS")),
                "");
        check(
                "groups of sound that variants name exist",
                multivariant.variants.stream()
                        .map(variant -> variant.attributes().get("AUDIO"))
                        .allMatch(group -> group == null
                                || multivariant.media.stream().anyMatch(media -> group.equals(media.get("GROUP-ID")))),
                "");
        Set<URI> renditions = new HashSet<>();
        multivariant.variants.forEach(variant -> renditions.add(variant.uri()));
        multivariant.media.forEach(media -> renditions.add(multivariant.uri.resolve(media.getOrDefault("URI", ""))));
        List<Playlist> playlists = new ArrayList<>();
        for (URI rendition : renditions) {
            playlists.add(client.playlist(rendition));
        }
        across(playlists);
        for (Playlist playlist : playlists) {
            shape(playlist);
            media(client.playlist(playlist.uri)); // which may be some seconds newer
            if (playlist.ended) {
                ended(playlist);
            } else {
                live(playlist, renditions.size());
            }
        }
    }

    private void headers(HttpResponse<byte[]> response) throws Exception {
        check(
                "playlists are application/vnd.apple.mpegurl",
                response.headers().firstValue("content-type").orElse("").startsWith("application/vnd.apple.mpegurl"),
                "");
        check(
                "browsers of other sites may play",
                response.headers().firstValue("access-control-allow-origin").isPresent(),
                "");
        check("caches are told", response.headers().firstValue("cache-control").isPresent(), "");
    }

    private void across(List<Playlist> playlists) {
        check(
                "all have the same target duration",
                playlists.stream()
                                .map(playlist -> playlist.targetDuration)
                                .distinct()
                                .count()
                        == 1,
                "");
        check(
                "all have the same SERVER-CONTROL",
                playlists.stream().map(playlist -> playlist.control).distinct().count() == 1,
                "");
        check(
                "all are as discontinuous",
                playlists.stream()
                                .map(HlsConformance::discontinuities)
                                .distinct()
                                .count()
                        == 1,
                "");
        for (Playlist one : playlists) {
            for (Playlist other : playlists) {
                check("the same segment has the same date in all", datesAgree(one, other), one.uri + " " + other.uri);
            }
        }
    }

    private static long discontinuities(Playlist playlist) {
        return playlist.discontinuitySequence
                + playlist.segments.stream()
                        .skip(1)
                        .mapToInt(Playlist.Segment::discontinuities)
                        .sum();
    }

    private static boolean datesAgree(Playlist one, Playlist other) {
        for (Playlist.Segment segment : one.segments) {
            for (Playlist.Segment twin : other.segments) {
                if (segment.msn() == twin.msn()
                        && segment.date() != null
                        && twin.date() != null
                        && Math.abs(segment.date() - twin.date()) > one.targetDuration * 500) {
                    return false;
                }
            }
        }
        return true;
    }

    private void shape(Playlist playlist) {
        check(
                "no segment is longer than the target",
                playlist.segments.stream()
                        .allMatch(segment -> Math.round(segment.duration()) <= playlist.targetDuration),
                playlist.uri);
        check(
                "the first segment has a header",
                playlist.segments.isEmpty() || playlist.segments.get(0).map() != null,
                "");
        check("each segment has a date", playlist.segments.stream().allMatch(segment -> segment.date() != null), "");
        check("dates and durations agree", datesFollow(playlist), playlist.uri);
        check("a discontinuity brings a header", headersFollow(playlist), playlist.uri);
        if (playlist.partTarget == 0) {
            check("an ended program needs no parts", playlist.ended, playlist.uri);
            return;
        }
        double hold = playlist.control("PART-HOLD-BACK");
        check("PART-HOLD-BACK is three times the part target", hold >= 3 * playlist.partTarget - 0.001, hold);
        check(
                "HOLD-BACK is three times the target duration",
                !playlist.control.containsKey("HOLD-BACK")
                        || playlist.control("HOLD-BACK") >= 3 * playlist.targetDuration,
                "");
        check(
                "CAN-SKIP-UNTIL is six times the target duration",
                !playlist.control.containsKey("CAN-SKIP-UNTIL")
                        || playlist.control("CAN-SKIP-UNTIL") >= 6 * playlist.targetDuration,
                "");
        check(
                "no part is longer than the part target",
                playlist.allParts().stream().allMatch(part -> part.duration() <= playlist.partTarget + 0.0001),
                playlist.uri);
        check("parts are 85 % of the target but for the last", partsAreLong(playlist), playlist.uri);
        check(
                "a segment is as long as its parts",
                playlist.segments.stream()
                        .filter(segment -> !segment.parts().isEmpty())
                        .allMatch(segment -> Math.abs(segment.duration()
                                        - segment.parts().stream()
                                                .mapToDouble(Playlist.Part::duration)
                                                .sum())
                                < 0.01),
                "");
    }

    private static boolean datesFollow(Playlist playlist) {
        Playlist.Segment before = null;
        for (Playlist.Segment segment : playlist.segments) {
            if (before != null
                    && before.date() != null
                    && segment.date() != null
                    && segment.discontinuities() == 0
                    && Math.abs(segment.date() - before.date() - before.duration() * 1_000) > 100) {
                return false;
            }
            before = segment;
        }
        return true;
    }

    private static boolean headersFollow(Playlist playlist) {
        for (int at = 1; at < playlist.segments.size(); at++) {
            Playlist.Segment segment = playlist.segments.get(at);
            if (segment.discontinuities() > 0
                    && String.valueOf(segment.map())
                            .equals(String.valueOf(playlist.segments.get(at - 1).map()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean partsAreLong(Playlist playlist) {
        List<Playlist.Part> open = playlist.trailing;
        List<List<Playlist.Part>> groups = new ArrayList<>();
        playlist.segments.forEach(segment -> groups.add(segment.parts()));
        groups.add(open);
        for (List<Playlist.Part> group : groups) {
            for (int at = 0; at < group.size() - 1; at++) {
                if (group.get(at).duration() < 0.85 * playlist.partTarget
                        && !group.get(at + 1).independent()) {
                    return false;
                }
            }
        }
        return true;
    }

    private void media(Playlist playlist) throws Exception {
        if (playlist.segments.isEmpty()) {
            return;
        }
        Playlist.Segment oldest = playlist.segments.get(0);
        Playlist.Segment newest = playlist.segments.get(playlist.segments.size() - 1);
        URI map = newest.map();
        check("the header is there", map != null && client.get(map).statusCode() == 200, String.valueOf(map));
        check("the oldest segment is there", client.get(oldest.uri()).statusCode() == 200, oldest.uri());
        HttpResponse<byte[]> whole = client.get(newest.uri());
        check("the newest segment is there", whole.statusCode() == 200, newest.uri());
        byte[] clear = opener.open(newest, whole.body());
        check(
                "a segment is one or more fragments",
                new String(clear, 0, Math.min(64, clear.length), StandardCharsets.ISO_8859_1).contains("moof"),
                newest.uri());
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Playlist.Part part : newest.parts()) {
            joined.write(opener.open(newest, client.get(part.uri()).body()));
        }
        check(
                "a segment is its parts, byte by byte",
                newest.parts().isEmpty() || Arrays.equals(joined.toByteArray(), clear),
                newest.uri());
        if (newest.key() != null) {
            locked(playlist, newest.key());
        }
        String tag = whole.headers().firstValue("etag").orElse("");
        check(
                "what is known already is not sent again",
                tag.isEmpty() || client.get(newest.uri(), "If-None-Match", tag).statusCode() == 304,
                tag);
    }

    private void locked(Playlist playlist, Playlist.Key key) throws Exception {
        HttpResponse<byte[]> secret = client.get(key.uri());
        check("media are encrypted whole", key.method().equals("AES-128"), key.method());
        check("a key is 16 bytes", secret.statusCode() == 200 && secret.body().length == 16, key.uri());
        String control = secret.headers().firstValue("cache-control").orElse("");
        check(
                "no cache that others share keeps a key",
                control.contains("private") || control.contains("no-store"),
                control);
        check("a key comes before all that it locks", !playlist.lateKey, playlist.uri);
        check("a header under a key has a vector", !playlist.headerWithoutVector, playlist.uri);
        check(
                "the oldest segment can be decrypted",
                opener.open(
                                        playlist.segments.get(0),
                                        client.get(playlist.segments.get(0).uri())
                                                .body())
                                .length
                        > 0,
                "");
    }

    private static boolean keysAgree(Playlist delta, Playlist full) {
        return delta.segments.stream()
                .allMatch(segment -> full.segments.stream()
                        .filter(twin -> twin.msn() == segment.msn())
                        .allMatch(twin -> Objects.equals(twin.key(), segment.key())));
    }

    private void ended(Playlist playlist) throws Exception {
        check("after the end nothing is hinted at", playlist.hint == null, "");
        HttpResponse<byte[]> reload = client.get(Client.with(playlist.uri, "_HLS_msn=" + (playlist.lastMsn() + 500)));
        check(
                "after the end the directives are ignored",
                reload.statusCode() == 200 && Client.text(reload).endsWith("#EXT-X-ENDLIST\n"),
                reload.statusCode());
    }

    private void live(Playlist playlist, int renditions) throws Exception {
        check("reloads may block", "YES".equals(playlist.control.get("CAN-BLOCK-RELOAD")), "");
        check("what comes next is hinted at", playlist.hint != null && "PART".equals(playlist.hint.get("TYPE")), "");
        check("the other renditions are reported", playlist.reports.size() == renditions - 1, playlist.reports.size());
        check("_HLS_part alone is 400", status(playlist, "_HLS_part=1") == 400, "");
        check("what is not a number is 400", status(playlist, "_HLS_msn=next") == 400, "");
        check(
                "more than two segments ahead is 400",
                status(playlist, "_HLS_msn=" + (playlist.lastMsn() + 100)) == 400,
                "");
        check("parts far beyond the segment are 400", refusesFarParts(playlist.uri), "");
        check(
                "what was evicted long ago is answered at once",
                status(playlist, "_HLS_msn=" + Math.max(0, playlist.mediaSequence - 1)) == 200,
                "");
        compressed(playlist);
        delta(playlist);
        blocking(playlist.uri);
        past(playlist.uri);
        hinted(playlist.uri);
        check(
                "a part that nobody hinted at is 404",
                client.get(sibling(playlist.hint, playlist.uri, 1_000)).statusCode() == 404,
                "");
        gone(playlist.uri);
    }

    /** More than once, because a segment may be completed between the two questions. */
    private boolean refusesFarParts(URI uri) throws IOException, InterruptedException {
        for (int tries = 0; tries < 3; tries++) {
            Playlist now = client.playlist(uri);
            if (status(now, "_HLS_msn=" + (now.lastMsn() + 1) + "&_HLS_part=2000") == 400) {
                return true;
            }
        }
        return false;
    }

    private void gone(URI uri) throws Exception {
        Playlist before = client.playlist(uri);
        Playlist later = client.playlist(Client.with(uri, "_HLS_msn=" + (before.lastMsn() + 1)));
        for (Playlist.Part part : before.allParts()) {
            if (later.allParts().stream().noneMatch(listed -> listed.uri().equals(part.uri()))) {
                check(
                        "parts that left the playlist are still there",
                        client.get(part.uri()).statusCode() == 200,
                        part.uri());
            }
        }
    }

    private int status(Playlist playlist, String query) throws IOException, InterruptedException {
        return client.get(Client.with(playlist.uri, query)).statusCode();
    }

    /** The part so many numbers further than the hinted one. */
    private static URI sibling(@Nullable Map<String, String> hint, URI uri, int further) {
        String name = hint == null ? "p0.m4s" : hint.getOrDefault("URI", "p0.m4s");
        String number = name.replaceAll("\\D*(\\d+)\\.[a-z0-9]+$", "$1");
        return uri.resolve(name.replaceAll("\\d+(\\.[a-z0-9]+)$", Long.parseLong(number) + further + "$1"));
    }

    private void compressed(Playlist playlist) throws Exception {
        HttpResponse<byte[]> zipped =
                client.get(Client.with(playlist.uri, "_HLS_msn=" + playlist.lastMsn()), "Accept-Encoding", "gzip");
        boolean isZipped =
                zipped.headers().firstValue("content-encoding").orElse("").equals("gzip");
        check(
                "playlists are gzipped for who takes it",
                isZipped
                        && new String(
                                        new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(),
                                        StandardCharsets.UTF_8)
                                .startsWith("#EXTM3U"),
                "");
    }

    private void delta(Playlist playlist) throws Exception {
        if (!playlist.control.containsKey("CAN-SKIP-UNTIL")) {
            return;
        }
        Playlist delta = client.playlist(Client.with(playlist.uri, "_HLS_skip=YES"));
        Playlist full = client.playlist(playlist.uri);
        check(
                "a delta counts what it leaves out",
                delta.skipped == 0 || delta.segments.get(0).msn() == delta.mediaSequence + delta.skipped,
                delta.skipped);
        double kept = delta.segments.stream()
                        .mapToDouble(Playlist.Segment::duration)
                        .sum()
                + delta.trailing.stream().mapToDouble(Playlist.Part::duration).sum();
        check(
                "a delta keeps all after the skip boundary",
                delta.skipped == 0 || kept >= playlist.control("CAN-SKIP-UNTIL") - 0.001,
                kept);
        check("a delta has the keys of the whole", keysAgree(delta, full), "");
        check(
                "a delta leads to where the whole does",
                full.lastMsn() - delta.lastMsn() <= 1 && full.mediaSequence - delta.mediaSequence <= 1,
                "");
    }

    private void blocking(URI uri) throws Exception {
        Playlist now = client.playlist(uri);
        long msn = now.lastMsn() + 1;
        int part = now.trailing.size() + 1;
        CompletableFuture<HttpResponse<byte[]>> reload =
                client.later(Client.with(uri, "_HLS_msn=" + msn + "&_HLS_part=" + part));
        Playlist later = new Playlist(uri, Client.text(await(reload)));
        check(
                "a reload is answered when its part is there",
                later.lastMsn() >= msn || later.trailing.size() > part,
                part);
        Playlist whole = client.playlist(Client.with(uri, "_HLS_msn=" + (later.lastMsn() + 1)));
        check("a reload without part is answered with the whole segment", whole.lastMsn() > later.lastMsn(), "");
    }

    private void past(URI uri) throws Exception {
        Playlist now = client.playlist(uri);
        int parts = now.segments.get(now.segments.size() - 1).parts().size();
        if (parts > 1) {
            Playlist next =
                    client.playlist(Client.with(uri, "_HLS_msn=" + (now.lastMsn() + 1) + "&_HLS_part=" + (parts + 1)));
            check("a part past the end means the first of the next segment", next.lastMsn() > now.lastMsn(), "");
        }
    }

    private void hinted(URI uri) throws Exception {
        Playlist now = client.playlist(uri);
        HttpResponse<byte[]> part = await(client.later(sibling(now.hint, uri, 0)));
        check(
                "a hinted part comes whole",
                part.statusCode() == 200
                        && part.body().length > 8
                        && part.headers().firstValueAsLong("content-length").orElse(-1) == part.body().length,
                part.statusCode());
        Playlist then = client.playlist(uri);
        check(
                "a hint is kept",
                then.allParts().stream().anyMatch(listed -> listed.uri().equals(sibling(now.hint, uri, 0)))
                        || then.lastMsn() > now.lastMsn() + 2,
                "");
    }

    private static HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(20, TimeUnit.SECONDS);
    }

    private void check(String rule, boolean kept, Object detail) {
        Finding finding = new Finding(rule, kept, kept ? "" : String.valueOf(detail));
        if (findings.stream().noneMatch(known -> known.rule().equals(rule) && (!known.kept() || kept))) {
            findings.removeIf(known -> known.rule().equals(rule));
            findings.add(finding);
        }
    }
}
