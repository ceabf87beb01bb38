package live.weir.signaling.socket;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import live.weir.signaling.protocol.ClientMessage;
import live.weir.signaling.protocol.ClientMessage.As;
import live.weir.signaling.protocol.ClientMessage.Hello;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.Bye;
import live.weir.signaling.protocol.ServerMessage.Outcome;
import live.weir.signaling.protocol.ServerMessage.Refused;
import live.weir.signaling.protocol.ServerMessage.StageView;
import live.weir.signaling.protocol.ServerMessage.Welcome;
import live.weir.signaling.protocol.StageCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A client's end of a stage socket: says things, and notes everything it is told. */
final class Visitor implements AutoCloseable {

    private static final StageCodec CODEC = new StageCodec();
    private static final AtomicInteger REFS = new AtomicInteger();

    private final Sinks.Many<String> words = Sinks.many().unicast().onBackpressureBuffer();
    private final List<ServerMessage> told = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Disposable connection;
    private volatile @Nullable CloseStatus closed;
    private volatile @Nullable Throwable broken;
    private volatile boolean over;

    Visitor(URI address) {
        this(address, List.of(StageSocketHandler.PROTOCOL));
    }

    Visitor(URI address, List<String> protocols) {
        WebSocketHandler handler = new WebSocketHandler() {
            @Override
            public List<String> getSubProtocols() {
                return protocols;
            }

            @Override
            public Mono<Void> handle(WebSocketSession session) {
                return talk(session);
            }
        };
        connection = new ReactorNettyWebSocketClient()
                .execute(address, handler)
                .subscribe(done -> {}, this::broke, () -> over = true);
    }

    private Mono<Void> talk(WebSocketSession session) {
        Mono<Void> in = session.receive()
                .map(WebSocketMessage::getPayloadAsText)
                .doOnNext(this::note)
                .then();
        Mono<Void> out = session.send(words.asFlux().map(session::textMessage));
        Mono<Void> end =
                session.closeStatus().doOnNext(status -> closed = status).then();
        return Mono.when(in.then(Mono.fromRunnable(() -> words.tryEmitComplete())), out, end);
    }

    private void broke(Throwable failure) {
        broken = failure;
        over = true;
    }

    private void note(String text) {
        texts.add(text);
        ServerMessage message = CODEC.readServer(text);
        if (message != null) {
            told.add(message);
        }
    }

    static String ref() {
        return "r" + REFS.incrementAndGet();
    }

    Visitor raw(String text) {
        words.tryEmitNext(text).orThrow();
        return this;
    }

    Visitor say(ClientMessage message) {
        return raw(new String(CODEC.write(message), StandardCharsets.UTF_8));
    }

    /** Its outcome, refused or not. */
    Outcome ask(ClientMessage message) throws Exception {
        say(message);
        return outcome(Objects.requireNonNull(message.ref()));
    }

    Outcome outcome(String ref) throws Exception {
        return await(Outcome.class, outcome -> ref.equals(outcome.ref()));
    }

    <T> T ask(ClientMessage message, Class<T> type) throws Exception {
        Outcome outcome = ask(message);
        assertThat(outcome).isInstanceOf(type);
        return type.cast(outcome);
    }

    Refused refused(ClientMessage message, int status) throws Exception {
        Refused refused = ask(message, Refused.class);
        assertThat(refused.problem().status()).as(refused.toString()).isEqualTo(status);
        return refused;
    }

    void does(ClientMessage message) throws Exception {
        ask(message, ServerMessage.Done.class);
    }

    Welcome hello(As as, @Nullable String token) throws Exception {
        return ask(new Hello(as, token, null, null, null, null, ref()), Welcome.class);
    }

    Welcome host() throws Exception {
        return hello(As.PERFORMER, "host-ada");
    }

    Welcome viewer() throws Exception {
        return hello(As.VIEWER, null);
    }

    Welcome guest(String invitation, String name) throws Exception {
        return ask(new Hello(As.PERFORMER, null, invitation, null, name, null, ref()), Welcome.class);
    }

    Welcome resume(As as, @Nullable String token, String resume) throws Exception {
        return ask(new Hello(as, token, null, null, null, resume, ref()), Welcome.class);
    }

    <T extends ServerMessage> T await(Class<T> type, Predicate<? super T> which) throws Exception {
        eventually(() -> assertThat(all(type))
                .as("told %s, closed %s, broken %s", texts, closed, broken)
                .anyMatch(which));
        return all(type).stream().filter(which).findFirst().orElseThrow();
    }

    <T extends ServerMessage> List<T> all(Class<T> type) {
        return told.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The newest stage, once it is like that. */
    StageView stage(Predicate<? super StageView> like) throws Exception {
        eventually(() -> assertThat(newest()).as("told %s", texts).isNotNull().matches(like));
        return Objects.requireNonNull(newest());
    }

    @Nullable
    StageView newest() {
        List<StageView> stages = all(StageView.class);
        return stages.isEmpty() ? null : stages.get(stages.size() - 1);
    }

    Bye bye() throws Exception {
        return await(Bye.class, bye -> true);
    }

    int closeCode() throws Exception {
        eventually(() -> assertThat(closed).as("told %s", texts).isNotNull());
        return Objects.requireNonNull(closed).getCode();
    }

    List<String> texts() {
        return texts;
    }

    boolean isOver() {
        return over;
    }

    /** Without a word: the connection breaks. */
    void vanish() {
        connection.dispose();
    }

    @Override
    public void close() {
        words.tryEmitComplete();
        connection.dispose();
    }
}
