package live.weir.platform.conformance;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.weir.platform.conformance.DashManifest.Period;
import live.weir.platform.conformance.DashManifest.Representation;
import live.weir.platform.conformance.HlsConformance.Finding;
import org.w3c.dom.Element;

/**
 * Examines a DASH server by ISO/IEC 23009-1 and DASH-IF's rules for low latency: {@code main} with the address of a manifest, or
 * from a test. Live and static manifests each have their rules.
 */
public final class DashConformance {

    private static final int MOVIE = box("moov");
    private static final int FRAGMENT = box("moof");

    private final Client client = new Client();
    private final List<Finding> findings = new ArrayList<>();

    private DashConformance() {}

    public static void main(String[] arguments) throws Exception {
        List<Finding> findings =
                examine(URI.create(System.getProperty("dash", arguments.length > 0 ? arguments[0] : "")));
        System.out.println("| rule | kept | |\n|---|---|---|");
        findings.forEach(finding -> System.out.println(
                "| " + finding.rule() + " | " + (finding.kept() ? "yes" : "NO") + " | " + finding.detail() + " |"));
        if (!findings.stream().allMatch(Finding::kept)) {
            System.exit(1);
        }
    }

    public static List<Finding> examine(URI address) throws Exception {
        DashConformance examination = new DashConformance();
        examination.all(address);
        return examination.findings;
    }

    private void all(URI address) throws Exception {
        HttpResponse<byte[]> response = client.get(address);
        check("the manifest is there", response.statusCode() == 200, response.statusCode());
        headers(address, response);
        DashManifest manifest = new DashManifest(response.uri(), response.body());
        shape(manifest);
        for (Period period : manifest.periods) {
            shape(period);
        }
        if (manifest.isLive()) {
            live(manifest);
        } else {
            ended(manifest);
        }
    }

    private void headers(URI address, HttpResponse<byte[]> response) throws Exception {
        check(
                "manifests are application/dash+xml",
                header(response, "content-type").equals("application/dash+xml"),
                "");
        check(
                "browsers of other sites may play",
                !header(response, "access-control-allow-origin").isEmpty(),
                "");
        check("caches are told", !header(response, "cache-control").isEmpty(), "");
        String tag = header(response, "etag");
        check(
                "what is known already is not sent again",
                tag.isEmpty() || client.get(address, "If-None-Match", tag).statusCode() == 304,
                tag);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private void shape(DashManifest manifest) {
        check(
                "the root is an MPD of 2011's namespace",
                "MPD".equals(manifest.root.getLocalName())
                        && "urn:mpeg:dash:schema:mpd:2011".equals(manifest.root.getNamespaceURI()),
                "");
        check("profiles and minBufferTime are there", has(manifest, "profiles") && has(manifest, "minBufferTime"), "");
        check("there is a period", !manifest.periods.isEmpty(), "");
        Set<String> ids = new HashSet<>();
        double end = 0;
        for (Period period : manifest.periods) {
            check("each period has an id of its own", ids.add(period.element().getAttribute("id")), "");
            check("periods follow each other", period.start() >= end - 0.001, period.start());
            end = Double.isNaN(period.end()) ? period.start() : period.end();
        }
    }

    private static boolean has(DashManifest manifest, String attribute) {
        return !manifest.get(attribute).isEmpty();
    }

    private void shape(Period period) {
        Set<String> ids = new HashSet<>();
        check("a period has pictures or sound", !period.representations().isEmpty(), "");
        for (Representation one : period.representations()) {
            Element element = one.element();
            check("representations have ids of their own", ids.add(one.id()), one.id());
            check(
                    "representations have codecs and bandwidth",
                    element.hasAttribute("codecs") && Long.parseLong(element.getAttribute("bandwidth")) > 0,
                    one.id());
            check(
                    "pictures have a size and sound has channels",
                    "video".equals(one.set().getAttribute("contentType"))
                            ? element.hasAttribute("width") && element.hasAttribute("height")
                            : !DashManifest.children(element, "AudioChannelConfiguration")
                                    .isEmpty(),
                    one.id());
            check("segments are numbered", one.template().getAttribute("media").contains("$Number$"), one.id());
            check(
                    "segments have a duration, each or all",
                    one.duration() > 0 ^ !one.timeline().isEmpty(),
                    one.id());
            check(
                    "sets say that their segments are aligned",
                    "true".equals(one.set().getAttribute("segmentAlignment")),
                    "");
        }
    }

    private void live(DashManifest manifest) throws Exception {
        check(
                "what is live says when it became available and how often to ask again",
                has(manifest, "availabilityStartTime")
                        && has(manifest, "publishTime")
                        && has(manifest, "minimumUpdatePeriod"),
                "");
        check("what is live has a window", has(manifest, "timeShiftBufferDepth"), "");
        check(
                "only the last period is open",
                manifest.periods.stream()
                                        .filter(period -> Double.isNaN(period.end()))
                                        .count()
                                == 1
                        && Double.isNaN(manifest.periods
                                .get(manifest.periods.size() - 1)
                                .end()),
                "");
        latency(manifest);
        Duration ahead = clock(manifest);
        Period newest = manifest.periods.get(manifest.periods.size() - 1);
        for (Representation one : newest.representations()) {
            segments(manifest, newest, one, ahead);
            bounds(manifest, one);
        }
        growing(manifest, newest, ahead);
    }

    private void latency(DashManifest manifest) {
        double target = DashManifest.children(manifest.root, "ServiceDescription").stream()
                .flatMap(service -> DashManifest.children(service, "Latency").stream())
                .mapToDouble(latency -> Double.parseDouble(latency.getAttribute("target")))
                .findFirst()
                .orElse(0);
        check("a latency is aimed at", target >= 500 && target <= 10_000, target);
        for (Period period : manifest.periods) {
            for (Representation one : period.representations()) {
                check(
                        "segments can be had before they are complete",
                        one.early() > 0
                                && one.early() < one.duration()
                                && "false".equals(one.template().getAttribute("availabilityTimeComplete")),
                        one.early());
                check(
                        "each set says which moment of the wall clock a moment of it is",
                        DashManifest.children(one.set(), "ProducerReferenceTime").stream()
                                .anyMatch(time -> time.hasAttribute("wallClockTime")),
                        one.id());
            }
        }
    }

    /** How far the server's clock is ahead of ours. */
    private Duration clock(DashManifest manifest) throws Exception {
        Element timing = DashManifest.children(manifest.root, "UTCTiming").stream()
                .findFirst()
                .orElse(null);
        check("the time can be asked for", timing != null, "");
        if (timing == null) {
            return Duration.ZERO;
        }
        HttpResponse<byte[]> answer = client.get(manifest.uri.resolve(timing.getAttribute("value")));
        Instant told = Instant.parse(Client.text(answer).strip());
        check(
                "the time is told as xs:dateTime, and not kept by caches",
                header(answer, "cache-control").contains("no-store"),
                told);
        return Duration.between(Instant.now(), told);
    }

    /** The number of the newest segment of which something is there. */
    private static long newest(DashManifest manifest, Period period, Representation one, Duration ahead) {
        double now =
                Duration.between(manifest.zero(), Instant.now().plus(ahead)).toNanos() / 1e9;
        return one.number("startNumber", 1)
                + (long) Math.floor((now - period.start() + one.early()) / one.duration())
                - 1;
    }

    private void segments(DashManifest manifest, Period period, Representation one, Duration ahead) throws Exception {
        HttpResponse<byte[]> header = client.get(manifest.uri.resolve(one.header()));
        check("headers are there", header.statusCode() == 200 && find(header.body(), MOVIE) > 0, one.header());
        long number = Math.max(one.number("startNumber", 1), newest(manifest, period, one, ahead) - 1);
        HttpResponse<byte[]> whole = client.get(manifest.uri.resolve(one.media(number)));
        check("segments are where the clock says", whole.statusCode() == 200, one.media(number));
        check("a segment is one or more fragments", count(whole.body(), FRAGMENT) > 0, one.media(number));
        double off = time(header.body(), whole.body())
                - one.offset()
                - (number - one.number("startNumber", 1)) * one.duration();
        check(
                "a segment begins when its number says, to half its duration",
                !(Math.abs(off) > one.duration() / 2),
                off);
        check("caches may keep segments", header(whole, "cache-control").contains("max-age"), "");
    }

    /** A segment is asked for when its first chunk is due: it must come, and it must come in pieces. */
    private void growing(DashManifest manifest, Period period, Duration ahead) throws Exception {
        Map<Representation, CompletableFuture<HttpResponse<byte[]>>> asked = new LinkedHashMap<>();
        Map<Representation, URI> addresses = new HashMap<>();
        for (Representation one : period.representations()) {
            long next = Math.max(one.number("startNumber", 1), newest(manifest, period, one, ahead) + 1);
            URI address = manifest.uri.resolve(one.media(next));
            addresses.put(one, address);
            asked.put(one, client.later(address));
        }
        for (Map.Entry<Representation, CompletableFuture<HttpResponse<byte[]>>> one : asked.entrySet()) {
            grown(
                    one.getKey(),
                    Objects.requireNonNull(addresses.get(one.getKey())),
                    one.getValue().get(20, TimeUnit.SECONDS));
        }
    }

    private void grown(Representation one, URI address, HttpResponse<byte[]> segment) throws Exception {
        check(
                "the segment that is made, or comes next, can be asked for",
                segment.statusCode() == 200,
                segment.statusCode());
        check("it comes without a length", header(segment, "content-length").isEmpty(), one.id());
        check("it is whole in the end", count(segment.body(), FRAGMENT) > 1, one.id());
        HttpResponse<byte[]> again = client.get(address);
        check(
                "afterwards it is the same, and has a length",
                java.util.Arrays.equals(segment.body(), again.body())
                        && !header(again, "content-length").isEmpty()
                        && header(again, "etag").equals(header(segment, "etag")),
                one.id());
    }

    private void bounds(DashManifest manifest, Representation one) throws Exception {
        long far = one.number("startNumber", 1) + 1_000_000;
        check(
                "the far future is 404",
                client.get(manifest.uri.resolve(one.media(far))).statusCode() == 404,
                far);
        for (String odd : List.of("-1", "00", "1e3", "99999999999999999999", "0x1")) {
            String address = one.template().getAttribute("media").replace("$Number$", odd);
            int status = client.get(manifest.uri.resolve(address)).statusCode();
            check("what is no number is 404 or 400", status == 404 || status == 400, odd);
        }
    }

    private void ended(DashManifest manifest) throws Exception {
        check("what has ended is static, with a duration", has(manifest, "mediaPresentationDuration"), "");
        check("nobody needs to ask again", !has(manifest, "minimumUpdatePeriod"), "");
        Period last = manifest.periods.get(manifest.periods.size() - 1);
        check(
                "the presentation ends with its last period",
                Math.abs(last.end() - DashManifest.seconds(manifest.get("mediaPresentationDuration"))) < 0.01,
                last.end());
        for (Period period : manifest.periods) {
            for (Representation one : period.representations()) {
                ended(manifest, period, one);
            }
        }
    }

    private void ended(DashManifest manifest, Period period, Representation one) throws Exception {
        long first = one.number("startNumber", 1);
        double length = period.end() - period.start();
        List<double[]> listed = one.timeline();
        long count = listed.isEmpty() ? (long) Math.ceil(length / one.duration() - 0.001) : listed.size();
        check(
                "headers are there",
                client.get(manifest.uri.resolve(one.header())).statusCode() == 200,
                one.header());
        check(
                "the first segment is there",
                client.get(manifest.uri.resolve(one.media(first))).statusCode() == 200,
                first);
        HttpResponse<byte[]> last = client.get(manifest.uri.resolve(one.media(first + count - 1)));
        check("the last segment is there", last.statusCode() == 200, one.media(first + count - 1));
        if (!listed.isEmpty()) {
            double[] end = listed.get(listed.size() - 1);
            check(
                    "listed segments fill their period",
                    Math.abs(end[0] + end[1] - one.offset() - length) < 0.5,
                    end[0] + end[1] - one.offset());
        }
    }

    private static int box(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /** Where a box's type stands, as a sequence of bytes; -1 if nowhere. */
    private static int find(byte[] bytes, int type) {
        for (int at = 0; at + 4 <= bytes.length; at++) {
            if (ByteBuffer.wrap(bytes, at, 4).getInt() == type) {
                return at;
            }
        }
        return -1;
    }

    /** When a segment begins, in seconds; not a number where that is not said. */
    private static double time(byte[] header, byte[] segment) {
        int scale = find(header, box("mdhd"));
        int time = find(segment, box("tfdt"));
        if (scale < 0 || time < 0) {
            return Double.NaN;
        }
        ByteBuffer of = ByteBuffer.wrap(segment);
        ByteBuffer in = ByteBuffer.wrap(header);
        double units = segment[time + 4] == 1 ? of.getLong(time + 8) : of.getInt(time + 8);
        return units / in.getInt(scale + (header[scale + 4] == 1 ? 24 : 16));
    }

    private static int count(byte[] bytes, int type) {
        int count = 0;
        for (int at = 0; at + 4 <= bytes.length; at++) {
            count += ByteBuffer.wrap(bytes, at, 4).getInt() == type ? 1 : 0;
        }
        return count;
    }

    private void check(String rule, boolean kept, Object detail) {
        Finding finding = new Finding(rule, kept, kept ? "" : String.valueOf(detail));
        if (findings.stream().noneMatch(known -> known.rule().equals(rule) && (!known.kept() || kept))) {
            findings.removeIf(known -> known.rule().equals(rule));
            findings.add(finding);
        }
    }
}
