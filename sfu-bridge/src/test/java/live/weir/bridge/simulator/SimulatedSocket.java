package live.weir.bridge.simulator;

import com.google.gson.JsonObject;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.http.websocket.WebsocketOutbound;

/** A client's connection. */
final class SimulatedSocket {

    private static final int MORE_THAN_A_MEGABYTE = (1 << 20) + 1000;

    private final WebsocketOutbound out;
    private final Sinks.Many<String> texts = Sinks.many().unicast().onBackpressureBuffer();
    private volatile @Nullable Channel channel;

    SimulatedSocket(WebsocketOutbound out) {
        this.out = out;
    }

    void is(Connection connection) {
        channel = connection.channel();
    }

    Mono<Void> writing() {
        return out.sendString(texts.asFlux()).then();
    }

    synchronized void send(String text) {
        texts.tryEmitNext(text);
    }

    void misbehave(Misbehaviour how, int id) {
        switch (how) {
            case FULL -> refuse(id, 40009, "Not enough resources");
            case INVALID_SESSION -> refuse(id, 40007, "Invalid session");
            case GARBAGE -> send("garbage }{");
            case NONSENSE -> send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"value\":{\"a\":[1,{}]}}}");
            case HUGE -> send("{\"x\":\"" + "x".repeat(MORE_THAN_A_MEGABYTE) + "\"}");
            case FIN -> cut(false);
            case RST -> cut(true);
            case SWALLOW, LOSE_REPLY, SLOW -> {}
        }
    }

    private void cut(boolean reset) {
        Channel open = Objects.requireNonNull(channel);
        open.eventLoop().execute(() -> {
            if (reset && open.isOpen()) {
                open.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            open.close().addListener(done -> {});
        });
    }

    private void refuse(int id, int code, String message) {
        JsonObject answer = new JsonObject();
        answer.addProperty("jsonrpc", "2.0");
        answer.addProperty("id", id);
        answer.add("error", error(code, message));
        send(answer.toString());
    }

    static JsonObject error(int code, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("code", code);
        error.addProperty("message", message);
        return error;
    }
}
