package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Asks a playback the way a server does for its clients. */
final class Player {

    private final Playback playback;
    private final Executor loop;

    /** An answer, with the bytes copied out of buffers. */
    record Got(Reply.Outcome outcome, byte[] bytes, Reply reply) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    Player(Playback playback, Executor loop) {
        this.playback = playback;
        this.loop = loop;
    }

    CompletableFuture<Got> ask(String path, String query, boolean gzip) {
        CompletableFuture<Got> answer = new CompletableFuture<>();
        playback.ask(Wanted.of(path, query, gzip), loop, reply -> answer.complete(got(reply)));
        return answer;
    }

    Got get(String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
        return ask(path, query, false).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Got got(Reply reply) {
        byte[] bytes = new byte[reply.length()];
        int at = 0;
        for (ByteBuf piece : reply.body()) {
            int length = piece.readableBytes();
            piece.getBytes(piece.readerIndex(), bytes, at, length);
            at += length;
        }
        reply.release();
        return new Got(reply.outcome(), reply.gzipped() ? unzipped(bytes) : bytes, reply);
    }

    private static byte[] unzipped(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
