package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.ingest.rtmp.RtmpListener.End;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. All of it happens on the connection's event loop.
 *
 * <pre>
 *   NEW ──connect──▶ CONNECTED ──publish──▶ ASKING ──the desk: yes──▶ PUBLISHING ──goodbye──▶ CONNECTED
 *                                              └──no──▶ OVER ◀──ended by who took it, silence──┘
 * </pre>
 *
 * While it is ASKING nothing is read. OVER hears nothing any more: the client gets a moment to read why, and is hung up on.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails comes to exceptionCaught
final class RtmpSession extends SimpleChannelInboundHandler<RtmpMessage> {

    private static final Logger log = LoggerFactory.getLogger(RtmpSession.class);
    private static final int MOST_COMMANDS = 100; // before there is media
    private static final int LONGEST_NAME = 256;
    private static final int THE_STREAM = 1;
    private static final int STREAM_BEGINS = 0;
    private static final int PING = 6;
    private static final int PONG = 7;
    private static final long FAREWELL_MILLIS = 1000;
    private static final long LOOK_MILLIS = 1000;

    private enum State {
        NEW,
        CONNECTED,
        ASKING,
        PUBLISHING,
        OVER
    }

    private final RtmpSettings settings;
    private final PublishDesk desk;
    private final RtmpListener listener;
    private final InetAddress from;
    private final ChunkDecoder chunks;
    private final long began = System.nanoTime();
    private State state = State.NEW;
    private End end = End.LEFT;
    private String app = "";
    private String encoder = "";
    private int commands;
    private int window = MessageWriter.WINDOW;
    private long acknowledged;
    private long lastMedia;
    private @Nullable PublishedMedia media;
    private @Nullable MessageWriter writer;
    private @Nullable ScheduledFuture<?> look;

    RtmpSession(RtmpSettings settings, PublishDesk desk, RtmpListener listener, InetAddress from, ChunkDecoder chunks) {
        this.settings = settings;
        this.desk = desk;
        this.listener = listener;
        this.from = from;
        this.chunks = chunks;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        writer = new MessageWriter(context.alloc());
        look = context.executor()
                .scheduleAtFixedRate(() -> look(context), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        long now = System.nanoTime();
        if (state == State.PUBLISHING) {
            if (now - lastMedia > settings.silence().toNanos()) {
                finish(context, End.SILENT);
            }
        } else if (state != State.OVER && now - began > settings.untilPublish().toNanos()) {
            finish(context, End.LATE);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, RtmpMessage message) {
        if (state == State.OVER) {
            return;
        }
        switch (message.type()) {
            case RtmpMessage.VIDEO -> media(message, true);
            case RtmpMessage.AUDIO -> media(message, false);
            case RtmpMessage.COMMAND -> command(context, message.content());
            case RtmpMessage.COMMAND_AMF3 -> command(context, skipFormat(message.content()));
            case RtmpMessage.USER_CONTROL -> control(context, message.content());
            case RtmpMessage.WINDOW_SIZE -> resize(message.content());
            default -> {
                // What it tells of itself (onMetaData) is in the media too, and more truly.
            }
        }
        acknowledge(context);
    }

    private void media(RtmpMessage message, boolean video) {
        PublishedMedia taker = media;
        if (taker == null) {
            if (state == State.CONNECTED) {
                return; // what was under way when it said goodbye
            }
            throw new RtmpViolation("Media before anybody was let in");
        }
        lastMedia = System.nanoTime();
        if (video) {
            taker.video(message.timestamp(), message.content());
        } else {
            taker.audio(message.timestamp(), message.content());
        }
    }

    private void control(ChannelHandlerContext context, ByteBuf body) {
        if (body.readableBytes() >= 6 && body.readUnsignedShort() == PING) {
            say(context, out().control(PONG, body.readUnsignedInt()));
        }
    }

    private void resize(ByteBuf body) {
        if (body.readableBytes() < 4) {
            throw new RtmpViolation("A number is cut off");
        }
        // At least a little: nobody needs an acknowledgement for each message.
        window = (int) Math.max(16_384, Math.min(body.readUnsignedInt(), MessageWriter.WINDOW));
    }

    private void acknowledge(ChannelHandlerContext context) {
        if (state != State.OVER && chunks.received() - acknowledged >= window / 2) {
            acknowledged = chunks.received();
            say(context, out().acknowledgement(acknowledged));
        }
    }

    private static ByteBuf skipFormat(ByteBuf body) {
        return body.isReadable() ? body.skipBytes(1) : body;
    }

    private void command(ChannelHandlerContext context, ByteBuf body) {
        AmfReader in = new AmfReader(body);
        String name = in.text();
        double transaction = in.number();
        if (state != State.PUBLISHING && ++commands > MOST_COMMANDS) {
            throw new RtmpViolation("Many commands, and nothing comes of them");
        }
        if (state == State.NEW && !name.equals("connect")) {
            throw new RtmpViolation("The first command is to connect");
        }
        switch (name) {
            case "connect" -> connect(context, transaction, in);
            case "createStream" -> say(context, out().command(0, "_result", transaction, null, THE_STREAM));
            case "releaseStream", "FCPublish" -> say(context, out().command(0, "_result", transaction, null, null));
            case "publish" -> publish(context, in);
            case "FCUnpublish", "deleteStream", "closeStream" -> unpublish(context);
            case "play", "play2", "getStreamLength" -> refusePlay(context);
            case "_result", "_error", "onStatus", "_checkbw", "pause", "seek", "setDataFrame", "@setDataFrame" -> {
                // Nothing that would need an answer.
            }
            default -> {
                if (transaction > 0) {
                    say(
                            context,
                            out().command(
                                            0,
                                            "_error",
                                            transaction,
                                            null,
                                            status("error", "NetConnection.Call.Failed", "There is no such call.")));
                }
            }
        }
    }

    /** Without the {@code fourCcList} of Enhanced RTMP: what we take in beside H.264 and AAC is no promise. */
    private void connect(ChannelHandlerContext context, double transaction, AmfReader in) {
        if (state != State.NEW) {
            throw new RtmpViolation("It is connected already");
        }
        if (!(in.hasMore() && in.next() instanceof Map<?, ?> said)) {
            throw new RtmpViolation("To connect takes an object");
        }
        app = trimmed(text(said, "app"));
        encoder = printable(text(said, "flashVer"));
        state = State.CONNECTED;
        Map<String, Object> us = new HashMap<>();
        us.put("fmsVer", "FMS/3,0,1,123"); // what clients expect to read; some look for FMS
        us.put("capabilities", 31);
        Map<String, Object> info = status("status", "NetConnection.Connect.Success", "Weir takes streams here.");
        info.put("objectEncoding", 0);
        context.write(out().opening(), context.voidPromise());
        say(context, out().command(0, "_result", transaction, us, info));
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static String trimmed(String path) {
        String text = path.strip();
        int query = text.indexOf('?');
        text = query < 0 ? text : text.substring(0, query);
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.startsWith("/") ? text.substring(1) : text;
    }

    /** For logs. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > 80 ? plain.substring(0, 80) : plain;
    }

    private void publish(ChannelHandlerContext context, AmfReader in) {
        if (state != State.CONNECTED) {
            throw new RtmpViolation("It publishes already");
        }
        if (in.hasMore()) {
            in.next(); // always null
        }
        String name = in.text();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            refuse(context, new PublishRefused(PublishRefused.Reason.BAD_NAME, "There is no stream key."));
            return;
        }
        state = State.ASKING;
        context.channel().config().setAutoRead(false);
        desk.publish(new PublishWish(from, app, name, encoder), why -> end(context, why))
                .whenComplete((taker, failure) -> context.executor().execute(() -> answered(context, taker, failure)));
    }

    private void answered(ChannelHandlerContext context, @Nullable PublishedMedia taker, @Nullable Throwable failure) {
        if (state != State.ASKING) {
            if (taker != null) {
                taker.end();
            }
            return;
        }
        if (taker == null) {
            refuse(context, refusal(failure));
        } else {
            state = State.PUBLISHING;
            media = taker;
            lastMedia = System.nanoTime();
            context.write(out().control(STREAM_BEGINS, THE_STREAM), context.voidPromise());
            say(context, onStatus("status", "NetStream.Publish.Start", "On air."));
        }
        context.channel().config().setAutoRead(true);
    }

    private static PublishRefused refusal(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof PublishRefused refused) {
            return refused;
        }
        log.error("The desk failed", cause);
        return new PublishRefused(PublishRefused.Reason.DENIED, "Something went wrong here.");
    }

    private void unpublish(ChannelHandlerContext context) {
        if (state == State.PUBLISHING) {
            state = State.CONNECTED;
            letGo();
            say(context, onStatus("status", "NetStream.Unpublish.Success", "Off air."));
        }
    }

    private void refusePlay(ChannelHandlerContext context) {
        say(
                context,
                onStatus("error", "NetStream.Play.Failed", "Nothing is played by RTMP here: watch by HLS or WHEP."));
        finish(context, End.REFUSED);
    }

    private void refuse(ChannelHandlerContext context, PublishRefused why) {
        say(context, onStatus("error", why.reason().code, why.sentence()));
        finish(context, End.REFUSED);
    }

    private void end(ChannelHandlerContext context, PublishRefused why) {
        context.executor().execute(() -> {
            if (state == State.PUBLISHING || state == State.ASKING) {
                say(context, onStatus("error", why.reason().code, why.sentence()));
                finish(context, End.ENDED);
            }
        });
    }

    private ByteBuf onStatus(String level, String code, String sentence) {
        return out().command(THE_STREAM, "onStatus", 0, null, status(level, code, sentence));
    }

    private static Map<String, Object> status(String level, String code, String sentence) {
        Map<String, Object> status = new HashMap<>();
        status.put("level", level);
        status.put("code", code);
        status.put("description", sentence);
        return status;
    }

    private MessageWriter out() {
        MessageWriter ours = writer;
        if (ours == null) {
            throw new IllegalStateException("Not in a pipeline");
        }
        return ours;
    }

    /** A client that asks much and reads nothing is none. */
    private void say(ChannelHandlerContext context, ByteBuf words) {
        context.writeAndFlush(words, context.voidPromise());
        if (!context.channel().isWritable()) {
            finish(context, End.VIOLATION);
        }
    }

    /** What it still sends is read over, so that a reset does not take our last words from it. */
    private void finish(ChannelHandlerContext context, End why) {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        end = why;
        letGo();
        context.channel().config().setAutoRead(true);
        boolean told = why == End.REFUSED || why == End.ENDED;
        context.executor().schedule(() -> context.close(), told ? FAREWELL_MILLIS : 0, TimeUnit.MILLISECONDS);
    }

    private void letGo() {
        PublishedMedia taker = media;
        media = null;
        if (taker != null) {
            taker.end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        Throwable cause = failure.getCause() instanceof RtmpViolation violation ? violation : failure;
        if (cause instanceof RtmpViolation) {
            log.debug("An RTMP client at {} broke the rules: {}", from.getHostAddress(), cause.getMessage());
            finish(context, End.VIOLATION);
        } else if (state != State.OVER) {
            log.debug("An RTMP connection from {} broke", from.getHostAddress(), cause);
            context.channel().writeAndFlush(context.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ScheduledFuture<?> looking = look;
        if (looking != null) {
            looking.cancel(false);
        }
        state = State.OVER;
        letGo();
        listener.ended(end);
    }
}
