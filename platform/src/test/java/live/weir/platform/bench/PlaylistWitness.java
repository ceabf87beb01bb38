package live.weir.platform.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a live playlist over and over, and notes for how long nothing new came to its end. */
final class PlaylistWitness implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Pattern VARIANT = Pattern.compile("^(?!#)(\\S+\\.m3u8\\S*)$", Pattern.MULTILINE);
    private static final Pattern PIECE =
            Pattern.compile("(?:URI=\"|^(?!#))([^\"\\s]+\\.(?:m4s|mp4)[^\"\\s]*)", Pattern.MULTILINE);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI master;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread = new Thread(this::watch, "playlist-witness");
    private volatile long newestAt;
    private volatile long longest;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    private PlaylistWitness(URI master) {
        this.master = master;
    }

    static PlaylistWitness open(Host host, String slug) {
        PlaylistWitness witness = new PlaylistWitness(URI.create(host.url("/hls/" + slug + "/index.m3u8")));
        witness.thread.setDaemon(true);
        witness.thread.start();
        return witness;
    }

    private void watch() {
        URI media = null;
        String newest = "";
        try {
            while (!over.get()) {
                Thread.sleep(EVERY.toMillis());
                String text = text(media == null ? master : media);
                if (text == null) {
                    failures.addAndGet(newestAt == 0 ? 0 : 1);
                } else if (media == null) {
                    Matcher variant = VARIANT.matcher(text);
                    media = variant.find() ? master.resolve(variant.group(1)) : null;
                } else {
                    looks.incrementAndGet();
                    String last = last(text);
                    if (!last.equals(newest)) {
                        newest = last;
                        newestAt = System.nanoTime();
                    }
                }
                note();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void note() {
        if (newestAt != 0) {
            longest = Math.max(longest, System.nanoTime() - newestAt);
        }
    }

    private static String last(String playlist) {
        Matcher piece = PIECE.matcher(playlist);
        String last = "";
        while (piece.find()) {
            last = piece.group(1);
        }
        return last;
    }

    private @Nullable String text(URI address) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : null;
        } catch (IOException away) {
            return null;
        }
    }

    boolean hasBegun() {
        return newestAt != 0;
    }

    /** From now on. */
    void forget() {
        longest = 0;
        failures.set(0);
        looks.set(0);
    }

    Duration longestPause() {
        return Duration.ofNanos(longest);
    }

    /** Requests that were not answered with a playlist. */
    int failures() {
        return failures.get();
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        over.set(true);
        thread.interrupt();
    }
}
