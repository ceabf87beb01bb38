package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The simple handshake (specification of RTMP 1.0 §5.2): C0 and C1 come, S0, S1 and S2 go, C2 comes. S1 says version zero, so that no
 * client expects Adobe's signed form. What C2 repeats is not looked at, as everywhere.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails comes to exceptionCaught
final class Handshake extends ByteToMessageDecoder {

    private static final int VERSION = 3;
    private static final int SIZE = 1536;
    private static final int TIMES = 8;

    private boolean answered;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.getUnsignedByte(in.readerIndex()) != VERSION && !answered) {
            throw new RtmpViolation("This is not RTMP");
        }
        if (!answered && in.readableBytes() > SIZE) {
            in.skipBytes(1);
            context.writeAndFlush(answer(context, in.readSlice(SIZE)), context.voidPromise());
            answered = true;
        }
        if (answered && in.readableBytes() >= SIZE) {
            in.skipBytes(SIZE);
            context.pipeline().remove(this); // what has come already goes to the next
        }
    }

    private static ByteBuf answer(ChannelHandlerContext context, ByteBuf theirs) {
        byte[] noise = new byte[SIZE - TIMES];
        ThreadLocalRandom.current().nextBytes(noise); // proves nothing to nobody: no secret
        ByteBuf answer = context.alloc().buffer(1 + 2 * SIZE);
        answer.writeByte(VERSION);
        answer.writeInt(0).writeInt(0).writeBytes(noise);
        return answer.writeBytes(theirs);
    }
}
