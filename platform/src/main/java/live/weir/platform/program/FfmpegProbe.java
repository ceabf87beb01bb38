package live.weir.platform.program;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.transcode.ProgramListener;
import live.weir.bridge.transcode.ProgramMaker;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.RunningProgram;
import live.weir.bridge.transcode.Slate;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Shows whether FFmpeg works: the smallest program there can be, for as long as its first part takes. */
final class FfmpegProbe {

    private static final ProgramSettings SMALLEST = new ProgramSettings(
            "probe",
            List.of(new Rung(128, 72, 50_000)),
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            32_000,
            Slate.titled(""),
            false,
            Duration.ZERO);

    private final ProgramMaker maker;

    FfmpegProbe(ProgramMaker maker) {
        this.maker = maker;
    }

    Mono<Boolean> run() {
        return Mono.create(sink -> {
            RunningProgram program = maker.start(SMALLEST, new Nowhere(), new Listener(sink));
            sink.onDispose(program::close);
        });
    }

    private record Listener(MonoSink<Boolean> sink) implements ProgramListener {
        @Override
        public void running(ProgramFormat format) {
            sink.success(true);
        }

        @Override
        public void failed(String cause) {
            sink.error(new IllegalStateException(cause));
        }
    }

    private static final class Nowhere implements ProgramSink {
        @Override
        public void begin(ProgramFormat format) {}

        @Override
        public void chunk(ProgramChunk chunk) {
            chunk.bytes().release();
        }

        @Override
        public void picture(ByteBuf jpeg) {
            jpeg.release();
        }

        @Override
        public void end() {}
    }
}
