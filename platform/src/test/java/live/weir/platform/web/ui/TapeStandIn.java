package live.weir.platform.web.ui;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Forty seconds of a real tape, handed to a page as what it asks a node for: as a program that has been live for a while, or as
 * a recording.
 */
final class TapeStandIn {

    private static final Pattern SEGMENT = Pattern.compile("#EXT-X-BYTERANGE:\\d+@\\d+");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final String PROGRAM = "\"hls\":\"[^\"]*\"";
    private static final String NO_PROGRAM = "\"hls\":null";
    private static final String SPRITES = """
            WEBVTT

            00:00.000 --> 00:20.000
            sheet.png#xywh=0,0,160,90

            00:20.000 --> 00:40.000
            sheet.png#xywh=160,0,160,90
            """;
    private static final Duration SEGMENT_LENGTH = Duration.ofSeconds(2);
    private static final int PAST = 6;

    private final byte[] media = resource("program.m4s");
    private final String recording = new String(resource("program.m3u8"), StandardCharsets.UTF_8);
    private final List<String> segments =
            SEGMENT.matcher(recording).results().map(MatchResult::group).toList();
    private final Instant start = Instant.now().minus(SEGMENT_LENGTH.multipliedBy(PAST));

    /** A channel whose node makes no program, by what its page and its stage say. */
    void noProgramOf(Page page, String slug) {
        page.route("**/api/v1/channels/" + slug, route -> {
            String channel = route.fetch().text();
            json(route, channel.replaceAll(PROGRAM, NO_PROGRAM));
        });
        page.routeWebSocket(Pattern.compile("/ws/stage/" + slug), socket -> {
            WebSocketRoute server = socket.connectToServer();
            server.onMessage(frame -> socket.send(frame.text().replaceAll(PROGRAM, NO_PROGRAM)));
        });
    }

    /** The channel is live, and its program is there. */
    void programOf(Page page, String slug) {
        page.route("**/api/v1/channels/" + slug, route -> {
            String channel = route.fetch().text();
            String hls = "\"hls\":\"/hls/" + slug + "/index.m3u8\",";
            json(route, "{" + hls + channel.substring(1));
        });
        page.route("**/hls/" + slug + "/index.m3u8", route -> playlist(route, live()));
        page.route("**/hls/" + slug + "/program.m4s", this::media);
    }

    void recording(Page page, String id, String channel) {
        Instant began = Instant.parse("2026-11-21T20:00:00Z");
        page.route("**/api/v1/recordings/" + id, route -> json(route, """
                {"id":"%s","channel":"%s","title":"Evening concert","startedAt":"%s","durationMs":40000,"state":"ready","playlist":"/vod/%1$s/index.m3u8",
                 "download":"/vod/%1$s/video.mp4","sprites":"/vod/%1$s/sprites.vtt"}
                """.formatted(id, channel, began)));
        page.route("**/api/v1/channels/" + channel + "/chat?*", route -> json(route, talk(began)));
        page.route("**/vod/" + id + "/index.m3u8", route -> playlist(route, recording));
        page.route("**/vod/" + id + "/program.m4s", this::media);
        page.route(
                "**/vod/" + id + "/sprites.vtt",
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("text/vtt").setBody(SPRITES)));
        page.route(
                "**/vod/" + id + "/sheet.png",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("image/svg+xml")
                        .setBody("<svg xmlns='http://www.w3.org/2000/svg' width='320' height='90'/>")));
    }

    /** Something is said every ten seconds. */
    private static String talk(Instant began) {
        List<String> said = new ArrayList<>();
        for (int seconds = 0; seconds < 40; seconds += 10) {
            said.add("""
                    {"type":"message","seq":%d,"id":"m%1$d","from":{"id":"u1","handle":"kim","name":"Kim","role":"viewer"},"text":"at %2$d","at":"%3$s"}
                    """.formatted(seconds + 1, seconds, began.plusSeconds(seconds)));
        }
        return "{\"items\":[" + String.join(",", said) + "],\"nextCursor\":null}";
    }

    private String live() {
        long now = Duration.between(start, Instant.now()).dividedBy(SEGMENT_LENGTH);
        int last = (int) Math.min(segments.size(), now);
        int first = Math.max(0, last - 2 * PAST);
        StringBuilder playlist = new StringBuilder("""
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-TARGETDURATION:2
                #EXT-X-MEDIA-SEQUENCE:%d
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MAP:URI="program.m4s",BYTERANGE="818@0"
                """.formatted(first));
        for (int i = first; i < last; i++) {
            playlist.append("#EXT-X-PROGRAM-DATE-TIME:")
                    .append(start.plus(SEGMENT_LENGTH.multipliedBy(i)))
                    .append("\n#EXTINF:2.000,\n")
                    .append(segments.get(i))
                    .append("\nprogram.m4s\n");
        }
        return playlist.toString();
    }

    private void media(Route route) {
        Matcher range = RANGE.matcher(Objects.requireNonNullElse(route.request().headerValue("range"), ""));
        if (!range.matches()) {
            route.fulfill(new Route.FulfillOptions().setContentType("video/mp4").setBodyBytes(media));
            return;
        }
        int from = Integer.parseInt(range.group(1));
        int to = Math.min(media.length, Integer.parseInt(range.group(2)) + 1);
        route.fulfill(new Route.FulfillOptions()
                .setStatus(206)
                .setHeaders(Map.of("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + media.length))
                .setContentType("video/mp4")
                .setBodyBytes(Arrays.copyOfRange(media, from, to)));
    }

    private static void playlist(Route route, String text) {
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/vnd.apple.mpegurl")
                .setBody(text));
    }

    private static void json(Route route, String text) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(text));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(TapeStandIn.class.getResourceAsStream("/tape/" + name))) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
