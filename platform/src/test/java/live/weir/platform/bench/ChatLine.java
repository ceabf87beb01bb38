package live.weir.platform.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Somebody in a room of a drill: says what has a number, and notes when it was acknowledged and what was heard. */
final class ChatLine implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String MARK = "~~";
    private static final String ID = "\"id\":\"d";
    private static final long PATIENCE_SECONDS = 20;

    /** How each numbered message fared, in moments of {@link System#nanoTime}; 0 for what never was. */
    static final class Fates {

        final AtomicLongArray said;
        final AtomicLongArray acknowledged;
        final AtomicLongArray refused;

        Fates(int most) {
            said = new AtomicLongArray(most);
            acknowledged = new AtomicLongArray(most);
            refused = new AtomicLongArray(most);
        }

        boolean isOpen(int number) {
            return acknowledged.get(number) == 0 && refused.get(number) == 0;
        }
    }

    private final Fates fates;
    private final AtomicLongArray heard;
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<Boolean> in = new CompletableFuture<>();
    private final WebSocket socket;
    private final LongAdder twice = new LongAdder();

    private ChatLine(int port, String slug, Fates fates) {
        this.fates = fates;
        this.heard = new AtomicLongArray(fates.said.length());
        this.socket = CLIENT.newWebSocketBuilder()
                .subprotocols("weir.chat.v1")
                .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/chat/" + slug), this)
                .join();
    }

    /** @param token null for somebody who only listens */
    static ChatLine open(int port, String slug, @Nullable String token, Fates fates) {
        ChatLine line = new ChatLine(port, slug, fates);
        line.send("{\"type\":\"hello\"" + (token == null ? "" : ",\"token\":\"" + token + "\"") + "}");
        line.in.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return line;
    }

    private void send(String text) {
        socket.sendText(text, true).join();
    }

    void say(int number) {
        fates.said.set(number, System.nanoTime());
        send("{\"type\":\"say\",\"id\":\"d" + number + "\",\"text\":\"" + MARK + number + MARK
                + " what a lovely picture that is\"}");
    }

    /** When this one heard it, or 0. */
    long heard(int number) {
        return heard.get(number);
    }

    /** How many messages it heard more than once. */
    int twice() {
        return twice.intValue();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            take(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String frame) {
        long now = System.nanoTime();
        if (frame.startsWith("{\"type\":\"page\"")) {
            in.complete(true);
        } else if (frame.contains("\"type\":\"message\"") && frame.contains(MARK)) {
            int number = numberAfter(frame, MARK);
            if (!heard.compareAndSet(number, 0, now)) {
                twice.increment();
            }
        } else if (frame.startsWith("{\"type\":\"ack\"")) {
            fates.acknowledged.set(numberAfter(frame, ID), now);
        } else if (frame.startsWith("{\"type\":\"refused\"") && frame.contains(ID)) {
            fates.refused.set(numberAfter(frame, ID), now);
        } else if (frame.startsWith("{\"type\":\"refused\"")) {
            in.completeExceptionally(new IllegalStateException(frame));
        }
    }

    private static int numberAfter(String frame, String mark) {
        int digit = frame.indexOf(mark) + mark.length();
        int number = 0;
        for (; Character.isDigit(frame.charAt(digit)); digit++) {
            number = number * 10 + frame.charAt(digit) - '0';
        }
        return number;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        in.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
