package live.weir.platform.chat.room;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import live.weir.platform.chat.protocol.BadMessage;
import live.weir.platform.chat.protocol.ClientMessage;
import live.weir.platform.chat.protocol.ClientMessage.Hello;
import live.weir.platform.chat.protocol.ClientMessage.Ping;
import live.weir.platform.chat.protocol.ClientMessage.SignIn;
import live.weir.platform.chat.protocol.ServerMessage;
import live.weir.platform.chat.protocol.ServerMessage.Bye;
import live.weir.platform.chat.protocol.ServerMessage.ByeReason;
import live.weir.platform.chat.protocol.ServerMessage.Gap;
import live.weir.platform.chat.protocol.ServerMessage.Pong;
import live.weir.platform.chat.protocol.ServerMessage.Refused;
import live.weir.platform.chat.protocol.ServerMessage.Sanctioned;
import live.weir.platform.chat.protocol.ServerMessage.SignedIn;
import live.weir.platform.chat.protocol.ServerMessage.Welcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * One client at the other end of a WebSocket, right on its connection: what is told to all is written as it is, what is
 * said is read frame by frame. Everything runs on the connection's event loop, except for {@link #tell}.
 *
 * <pre>
 *  GREETING ──hello, anything else, 2 s──▶ ENTERING ──welcome──▶ IN
 *     │                                       │                  │
 *     └────────── gone ─────────── refused ───┴─── bye, gone ────┴──▶ OVER
 * </pre>
 *
 * <p>There is no queue but the connection's own. When it is full, what is told is left out and remembered as a gap, which
 * is told as soon as there is room; a gap that lasts ends the socket. So does too much asked for and not read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, which is seen
final class ChatSocket extends Listener {

    private enum Phase {
        GREETING,
        ENTERING,
        IN,
        OVER
    }

    private static final Logger log = LoggerFactory.getLogger(ChatSocket.class);

    private static final long HELLO_MILLIS = 2_000;
    private static final Duration ENTERING = Duration.ofSeconds(10);
    private static final long PING_AFTER = TimeUnit.SECONDS.toNanos(25);
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(90);
    private static final long LONGEST_GAP = TimeUnit.SECONDS.toNanos(10);
    static final long CLOSE_SECONDS = 5;
    private static final int BURST = 20;
    private static final long NANOS_A_MESSAGE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MOST_EARLY = 8;

    /**
     * What a client may leave unread of the answers to its own questions, beyond the connection's buffer: the longest that it
     * is told at once, 512 events that it missed, is less.
     */
    private static final int MOST_UNREAD = 2 << 20;

    private static final Hello ANYBODY = new Hello(null, null, null, null);

    static final int TOO_SLOW = 1013;
    static final int PROTOCOL = 1002;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;
    static final int RESTART = 1012;
    static final int NORMAL = 1000;

    private final SocketParts parts;
    private final String slug;
    private final InetAddress address;
    private final Handler handler = new Handler();
    private Phase phase = Phase.GREETING;
    private @Nullable String bearer;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Room room;
    private @Nullable Shard shard;
    private @Nullable Hello hello;
    private @Nullable Deque<ClientMessage> early;
    private @Nullable Disposable work;
    private @Nullable ScheduledFuture<?> greeting;
    private @Nullable Assembly assembly;
    private volatile @Nullable Speaker speaker;
    private ChatAccess.@Nullable Identity identity;
    private long heardAt = System.nanoTime();
    private long spentUntil = heardAt - BURST * NANOS_A_MESSAGE;
    private long gapFrom;
    private long gapTo;
    private long gapSince;

    ChatSocket(SocketParts parts, String slug, InetAddress address, @Nullable String bearer) {
        this.parts = parts;
        this.slug = slug;
        this.address = address;
        this.bearer = bearer;
    }

    Handler handler() {
        return handler;
    }

    // Going out.

    @Override
    void deliver(ByteBuf frames, long from, long to) {
        ChannelHandlerContext out = context;
        if (phase != Phase.IN || out == null) {
            return;
        }
        if (from > 0 && (gapFrom > 0 || !out.channel().isWritable())) {
            if (gapFrom == 0) {
                gapFrom = from;
                gapSince = System.nanoTime();
            }
            gapTo = Math.max(gapTo, to);
            parts.meters().skipped(to - from + 1);
            return;
        }
        write(out, frames.retainedDuplicate());
    }

    @Override
    void deliverPassing(ByteBuf frames) {
        ChannelHandlerContext out = context;
        if (phase != Phase.IN || out == null) {
            return;
        }
        // Half full is too full for what the next one replaces.
        if (out.channel().bytesBeforeUnwritable() * 2 < out.channel().config().getWriteBufferHighWaterMark()) {
            parts.meters().passingSkipped();
            return;
        }
        write(out, frames.retainedDuplicate());
    }

    private static void write(ChannelHandlerContext out, ByteBuf frames) {
        out.writeAndFlush(frames, out.voidPromise());
    }

    @Override
    void tell(ServerMessage message) {
        ChannelHandlerContext out = context;
        if (out == null) {
            return;
        }
        ByteBuf frame = Frames.text(parts.codec().write(message));
        if (out.executor().inEventLoop()) {
            tell(out, frame);
        } else {
            out.executor().execute(() -> tell(out, frame));
        }
    }

    private void tell(ChannelHandlerContext out, ByteBuf frame) {
        if (phase == Phase.OVER) {
            frame.release();
        } else if (out.channel().bytesBeforeWritable() > MOST_UNREAD) {
            frame.release();
            end(ByeReason.SLOW, true, TOO_SLOW);
        } else {
            write(out, frame);
        }
    }

    @Override
    void bye(ByeReason reason, boolean again, int afterSeconds) {
        int code = switch (reason) {
            case MOVING -> RESTART;
            case OVERLOADED, SLOW -> TOO_SLOW;
            case PROTOCOL -> PROTOCOL;
            case NOT_ALLOWED -> POLICY;
            case GONE -> NORMAL;
        };
        end(new Bye(reason, again, afterSeconds), code);
    }

    private void end(ByeReason reason, boolean again, int code) {
        end(new Bye(reason, again, 0), code);
    }

    /** The first reason is the one that is told. */
    private void end(Bye bye, int code) {
        ChannelHandlerContext out = context;
        if (phase == Phase.OVER || out == null) {
            return;
        }
        leave();
        parts.meters().closed(bye.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.write(Frames.text(parts.codec().write(bye)), out.voidPromise());
        write(out, Frames.close(code));
        // It is the client's to answer. Who closes while the other still sends resets the connection, and the reason is
        // lost.
        out.executor().schedule(() -> out.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    void check(long now) {
        ChannelHandlerContext out = context;
        if (phase != Phase.IN || out == null) {
            return;
        }
        if (gapFrom > 0 && now - gapSince > LONGEST_GAP) {
            end(ByeReason.SLOW, true, TOO_SLOW);
        } else if (now - heardAt > SILENCE) {
            end(ByeReason.PROTOCOL, true, POLICY);
        } else if (now - heardAt > PING_AFTER) {
            write(out, Frames.ping());
        }
    }

    @Override
    @Nullable
    Speaker speaker() {
        return speaker;
    }

    @Override
    void struck(String kind, Sanction sanction) {
        tell(new Sanctioned(kind, sanction.until(), sanction.reason().isEmpty() ? null : sanction.reason()));
    }

    // Coming in.

    private void hear(ClientMessage message) {
        if (message instanceof Ping ping) {
            tell(new Pong(ping.ref()));
            return;
        }
        switch (phase) {
            case GREETING -> greet(message);
            case ENTERING -> wait(message);
            case IN -> inside(message);
            case OVER -> {}
        }
    }

    private void greet(ClientMessage message) {
        if (message instanceof Hello said) {
            enter(said);
        } else {
            enter(ANYBODY);
            wait(message);
        }
    }

    private void wait(ClientMessage message) {
        Deque<ClientMessage> waiting = early == null ? new ArrayDeque<>() : early;
        early = waiting;
        if (waiting.size() == MOST_EARLY) {
            Conversation.refuse(this, message, Refusal.conflict("Wait for the welcome."));
        } else {
            waiting.add(message);
        }
    }

    private void inside(ClientMessage message) {
        Room here = room;
        if (here == null) {
            return;
        }
        if (message instanceof SignIn signIn) {
            signIn(here, signIn);
        } else if (message instanceof Hello) {
            Conversation.refuse(this, message, Refusal.conflict("You are in the room already."));
        } else {
            parts.conversation().hear(here, this, speaker, message);
        }
    }

    private void enter(Hello said) {
        phase = Phase.ENTERING;
        hello = said;
        stopGreeting();
        String token = said.token() == null ? bearer : said.token();
        bearer = null;
        work = parts.access()
                .enter(slug, token, said.pass())
                .flatMap(entrance ->
                        parts.rooms().open(entrance.channel()).doOnNext(opened -> onLoop(() -> join(opened, entrance))))
                .timeout(ENTERING, Mono.error(Refusal::overloaded))
                .switchIfEmpty(Mono.error(Refusal::overloaded))
                .subscribe(opened -> {}, failure -> onLoop(() -> turnAway(failure, said)));
    }

    private void onLoop(Runnable task) {
        ChannelHandlerContext out = context;
        if (out == null) {
            return;
        }
        if (out.executor().inEventLoop()) {
            task.run();
        } else {
            out.executor().execute(task);
        }
    }

    private void join(Room opened, ChatAccess.Entrance entrance) {
        ChannelHandlerContext out = context;
        Hello said = hello;
        if (phase != Phase.ENTERING || out == null || said == null) {
            return;
        }
        identity = entrance.who();
        room = opened;
        opened.execute(() -> {
            speaker = speaker(opened, entrance.who());
            opened.join(this, (EventLoop) out.executor(), said.resume());
        });
    }

    private @Nullable Speaker speaker(Room in, ChatAccess.@Nullable Identity who) {
        return who == null
                ? null
                : new Speaker(
                        who.standing(),
                        who.person(),
                        in.rules().networkOf(ChatAccess.household(address)),
                        who.moderates());
    }

    private void turnAway(Throwable failure, Hello said) {
        Refusal refusal = Conversation.refusal(failure);
        tell(new Refused(said.ref(), null, refusal.problem()));
        boolean again = refusal.problem().status() >= 500;
        end(
                new Bye(again ? ByeReason.OVERLOADED : ByeReason.NOT_ALLOWED, again, again ? 2 : 0),
                again ? TOO_SLOW : POLICY);
    }

    @Override
    void welcome(Room.View view, ByteBuf frames, Shard in) {
        ChannelHandlerContext out = context;
        Room here = room;
        Hello said = hello;
        if (phase != Phase.ENTERING || out == null || here == null || said == null) {
            frames.release();
            if (here != null) {
                here.execute(here::leave);
            }
            return;
        }
        phase = Phase.IN;
        shard = in;
        in.add(this);
        ChatAccess.Identity who = identity;
        Welcome welcome = new Welcome(
                said.ref(),
                who == null ? null : who.person(),
                view.seq(),
                view.resumed(),
                new ServerMessage.Channel(here.channel().slug(), here.channel().title()),
                view.state(),
                view.viewers());
        hello = null;
        identity = null;
        work = null;
        out.write(Frames.text(parts.codec().write(welcome)), out.voidPromise());
        write(out, frames);
        Deque<ClientMessage> waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(this::hear);
        }
    }

    private void signIn(Room here, SignIn signIn) {
        if (work != null && !work.isDisposed()) {
            Conversation.refuse(this, signIn, Refusal.conflict("One sign-in at a time."));
            return;
        }
        work = parts.access()
                .signIn(here.channel(), signIn.token())
                .subscribe(
                        who -> here.execute(() -> {
                            speaker = speaker(here, who);
                            tell(new SignedIn(signIn.ref(), who.person()));
                        }),
                        failure -> Conversation.refuse(this, signIn, Conversation.refusal(failure)));
    }

    private void stopGreeting() {
        if (greeting != null) {
            greeting.cancel(false);
            greeting = null;
        }
    }

    private void leave() {
        boolean wasIn = phase == Phase.IN;
        phase = Phase.OVER;
        stopGreeting();
        if (work != null) {
            work.dispose();
        }
        if (assembly != null) {
            assembly = null;
        }
        Room here = room;
        Shard in = shard;
        if (wasIn && here != null && in != null) {
            in.remove(this);
            here.execute(here::leave);
        }
    }

    private boolean spend() {
        long now = System.nanoTime();
        heardAt = now;
        spentUntil = Math.max(spentUntil, now - BURST * NANOS_A_MESSAGE) + NANOS_A_MESSAGE;
        return spentUntil <= now;
    }

    private void takeText(String text) {
        try {
            hear(parts.codec().readClient(text));
        } catch (BadMessage bad) {
            parts.meters().refused("invalid");
            if (bad.isHopeless()) {
                end(ByeReason.PROTOCOL, false, PROTOCOL);
            } else {
                tell(new Refused(
                        bad.ref(),
                        bad.said(),
                        Refusal.invalid(String.valueOf(bad.getMessage())).problem()));
            }
        }
    }

    /** The socket's side of the connection. */
    final class Handler extends ChannelInboundHandlerAdapter {

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
            parts.meters().socketOpened();
            greeting = added.executor()
                    .schedule(
                            () -> {
                                if (phase == Phase.GREETING) {
                                    enter(ANYBODY);
                                }
                            },
                            HELLO_MILLIS,
                            TimeUnit.MILLISECONDS);
            Channel channel = added.channel();
            channel.closeFuture().addListener(closed -> {
                leave();
                parts.meters().socketClosed();
            });
        }

        @Override
        public void channelRead(ChannelHandlerContext from, Object message) {
            try {
                if (phase != Phase.OVER && message instanceof WebSocketFrame frame) {
                    take(frame);
                } else if (message instanceof CloseWebSocketFrame) {
                    from.close();
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void take(WebSocketFrame frame) {
            if (frame instanceof CloseWebSocketFrame close) {
                echo(close);
                return;
            }
            if (frame instanceof PongWebSocketFrame) {
                heardAt = System.nanoTime();
                return;
            }
            if (!spend()) {
                end(ByeReason.PROTOCOL, true, POLICY);
                return;
            }
            if (frame instanceof PingWebSocketFrame ping) {
                ChannelHandlerContext out = context;
                if (out != null) {
                    write(out, Frames.pong(ping.content()));
                }
            } else if (frame instanceof BinaryWebSocketFrame) {
                end(ByeReason.PROTOCOL, false, PROTOCOL);
            } else {
                assemble(frame);
            }
        }

        private void assemble(WebSocketFrame frame) {
            Assembly known = assembly == null ? new Assembly() : assembly;
            assembly = known;
            switch (known.add(frame)) {
                case MORE -> {}
                case WHOLE -> {
                    assembly = null;
                    takeText(known.text());
                }
                case TOO_BIG -> end(ByeReason.PROTOCOL, false, TOO_BIG);
                case UNREADABLE -> end(ByeReason.PROTOCOL, false, PROTOCOL);
            }
        }

        private void echo(CloseWebSocketFrame close) {
            ChannelHandlerContext out = context;
            leave();
            if (out != null) {
                int code = close.statusCode();
                out.writeAndFlush(Frames.close(code < NORMAL ? NORMAL : code)).addListener(ChannelFutureListener.CLOSE);
            }
        }

        /** There is room again. */
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext from) {
            if (gapFrom > 0 && phase == Phase.IN && from.channel().isWritable()) {
                long first = gapFrom;
                gapFrom = 0;
                tell(new Gap(first, gapTo));
                gapTo = 0;
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
            Throwable root = cause.getCause() == null ? cause : cause.getCause();
            if (cause instanceof TooLongFrameException || root instanceof TooLongFrameException) {
                end(ByeReason.PROTOCOL, false, TOO_BIG);
            } else if (cause instanceof DecoderException) {
                end(ByeReason.PROTOCOL, false, PROTOCOL);
            } else {
                log.debug("A chat socket broke: {}", cause.toString());
                from.close();
            }
        }
    }
}
