package live.weir.platform.upload;

import io.netty.buffer.ByteBuf;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.transcode.ConversionSink;
import live.weir.platform.delivery.RecordingDraft;
import org.jspecify.annotations.Nullable;

/**
 * From a conversion to its draft, as fast as the disk takes it. The recording's picture is the one with most in it, and not the
 * last, which is dark as often as not. Its calls come from the conversion's own thread.
 */
final class UploadSink implements ConversionSink {

    private static final long LOOK_EVERY = 20; // milliseconds

    private final RecordingDraft draft;
    private @Nullable ByteBuf best;

    UploadSink(RecordingDraft draft) {
        this.draft = draft;
    }

    @Override
    public boolean awaitRoom() throws InterruptedException {
        while (!draft.isBroken() && !draft.hasRoom()) {
            Thread.sleep(LOOK_EVERY);
        }
        return !draft.isBroken();
    }

    @Override
    public void begin(ProgramFormat format) {
        draft.begin(format);
    }

    @Override
    public void chunk(ProgramChunk chunk) {
        draft.chunk(chunk);
    }

    @Override
    public void picture(ByteBuf jpeg) {
        ByteBuf before = best;
        if (before == null || before.readableBytes() < jpeg.readableBytes()) {
            best = jpeg.copy();
            if (before != null) {
                before.release();
            }
        }
        draft.picture(jpeg);
    }

    @Override
    public void end() {
        ByteBuf picture = best;
        best = null;
        if (picture != null) {
            draft.picture(picture); // after the end of all segments, so among the small pictures it is not seen
        }
        draft.end();
    }
}
