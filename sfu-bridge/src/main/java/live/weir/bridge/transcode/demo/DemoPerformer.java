package live.weir.bridge.transcode.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import live.weir.bridge.transcode.ChildExit;
import live.weir.bridge.transcode.ChildKeeper;
import live.weir.bridge.transcode.ChildListener;
import live.weir.bridge.transcode.ChildProgram;

/** The demo performer as the node has it: a child that is kept running until this is closed. */
public final class DemoPerformer implements AutoCloseable {

    /** Room for six pictures; two are needed. */
    private static final int HEAP_MEGABYTES = 64;

    private final ChildKeeper keeper;

    private DemoPerformer(ChildKeeper keeper) {
        this.keeper = keeper;
    }

    /**
     * Returns at once.
     *
     * @param natives where FFmpeg's libraries are unpacked
     */
    public static DemoPerformer start(Directions directions, Path natives, DemoListener listener) {
        ChildProgram program = new ChildProgram(
                "demo",
                DemoPerformance.class,
                List.of(),
                Map.of("java.awt.headless", "true"),
                directions.orders(),
                HEAP_MEGABYTES,
                natives);
        return new DemoPerformer(ChildKeeper.start(program, new Ears(listener)));
    }

    /** The process that performs just now. */
    public OptionalLong pid() {
        return keeper.pid();
    }

    /**
     * Ends the session and begins another. FFmpeg's muxer does not hear a server that ends a session while its port stays
     * open: whoever learns of it says so here.
     */
    public void performAnew() {
        keeper.tell(DemoPerformance.ANEW);
    }

    /** Stops the performance and waits for its end, within a few seconds. */
    @Override
    public void close() {
        keeper.close();
    }

    private record Ears(DemoListener listener) implements ChildListener {

        @Override
        public void said(String line) {
            Status.read(line)
                    .ifPresentOrElse(
                            status -> {
                                if (status.word() == Status.Word.ON_AIR) {
                                    listener.onAir(status.sentence());
                                } else {
                                    listener.offAir(status.sentence());
                                }
                            },
                            () -> listener.complained(line));
        }

        @Override
        public void complained(String line) {
            listener.complained(line);
        }

        @Override
        public void left(ChildExit exit) {
            listener.offAir("its process ended (status " + exit.status() + ")");
        }
    }
}
