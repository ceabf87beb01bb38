package live.weir.bridge.transcode.program;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import live.weir.bridge.transcode.wire.FormatWords;
import live.weir.bridge.transcode.wire.WorkerVitals;

/** Hears a worker, on its reading thread. Buffers are the listener's. An {@link IOException} says that it talks nonsense. */
interface WorkerListener {

    void format(Worker worker, FormatWords.Format format) throws IOException;

    void chunk(Worker worker, int track, boolean independent, long start, long duration, ByteBuf bytes)
            throws IOException;

    void picture(Worker worker, ByteBuf jpeg);

    void vitals(Worker worker, WorkerVitals vitals);

    void keyframeWanted(Worker worker, int source);
}
