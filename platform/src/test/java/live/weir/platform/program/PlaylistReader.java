package live.weir.platform.program;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a player would, without waiting for what is not there yet. */
final class PlaylistReader {

    private static final Pattern SEQUENCE = Pattern.compile("#EXT-X-MEDIA-SEQUENCE:(\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI index;

    PlaylistReader(URI index) {
        this.index = index;
    }

    /** A media playlist as it is. */
    record Media(String text) {

        long discontinuities() {
            return text.lines().filter("#EXT-X-DISCONTINUITY"::equals).count();
        }

        /** The number of the newest segment that is whole. */
        long newestSegment() {
            Matcher sequence = SEQUENCE.matcher(text);
            long first = sequence.find() ? Long.parseLong(sequence.group(1)) : 0;
            return first
                    + text.lines().filter(line -> line.startsWith("#EXTINF")).count()
                    - 1;
        }

        boolean hasParts() {
            return text.contains("#EXT-X-PART:");
        }

        boolean isEnded() {
            return text.contains("#EXT-X-ENDLIST");
        }
    }

    /** Empty while there is none. */
    String multivariant() throws IOException, InterruptedException {
        return get(index);
    }

    /** Of the first rung. */
    Media media() throws IOException, InterruptedException {
        List<String> rungs = rungs();
        return new Media(rungs.isEmpty() ? "" : get(index.resolve(rungs.get(0))));
    }

    /** Where the first rung is. */
    URI rung() throws IOException, InterruptedException {
        return index.resolve(rungs().get(0));
    }

    private List<String> rungs() throws IOException, InterruptedException {
        return multivariant()
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    String get(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (HttpTimeoutException late) {
            return ""; // asked for again
        }
    }
}
