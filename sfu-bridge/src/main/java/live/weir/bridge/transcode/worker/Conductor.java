package live.weir.bridge.transcode.worker;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import live.weir.bridge.program.Scene;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.wire.FormatWords;
import live.weir.bridge.transcode.wire.FrameQueue;
import live.weir.bridge.transcode.wire.WorkerVitals;

/**
 * The program's clock: when a picture is due it composes and encodes the newest that there is, when a block of sound is due it
 * mixes what there is, whatever the sources do. What is seen and heard at a time was captured {@link #DELAY} earlier, so that
 * what belongs together has come by then.
 *
 * <p>When it is late it leaves pictures out, but never the first of a chunk; when it is hopelessly late, or the node has not read, it begins a new run.
 */
final class Conductor implements Runnable {

    /** Room for the network's jitter, for a packet that is sent again, and for decoding. */
    static final long DELAY = TimeUnit.MILLISECONDS.toNanos(120);

    private static final long HOPELESS = TimeUnit.SECONDS.toNanos(3);
    /** Without a new picture for so long a source gives its place away. */
    private static final long SILENT = TimeUnit.SECONDS.toNanos(8);

    private static final long BLOCK_NANOS_TIMES_RATE = Mixer.BLOCK * 1_000_000_000L;

    private final ProgramSettings settings;
    private final EncoderKind kind;
    private final Timing timing;
    private final Clock clock;
    private final Stage stage;
    private final FrameQueue out;
    private final Canvas canvas;
    private final Mixer mixer = new Mixer();
    private final Photographer photographer;
    private final ExecutorService encoding;
    private final List<Rung> ladder;
    private volatile boolean ending;

    private long zero;
    private long number;
    private long block;
    private long photographed;
    private long reported;
    private boolean overflowed;

    private long frames;
    private long skipped;
    private long lateChunks;
    private long droppedChunks;
    private long delay;
    private long behind;

    Conductor(ProgramSettings settings, EncoderKind kind, Clock clock, Stage stage, FrameQueue out) {
        this.settings = settings;
        this.kind = kind;
        this.clock = clock;
        this.stage = stage;
        this.out = out;
        this.timing = Timing.of(settings);
        this.ladder = settings.ladder();
        Rung tallest = ladder.get(0);
        this.canvas = new Canvas(
                tallest.width(),
                tallest.height(),
                Backdrop.paint(settings.slate(), tallest.width(), tallest.height()),
                settings.labels());
        this.photographer = new Photographer(tallest);
        this.encoding = Executors.newFixedThreadPool(
                Math.max(1, Math.min(ladder.size() - 1, Runtime.getRuntime().availableProcessors())), task -> {
                    Thread thread = new Thread(task, "rung");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The part that is being made is finished. Any thread. */
    void end() {
        ending = true;
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                try (Run run = new Run(settings, ladder, kind, timing, encoding, this::send)) {
                    begin(run);
                    perform(run);
                }
                awaitReader();
            }
        } finally {
            encoding.shutdownNow();
            canvas.close();
            photographer.close();
        }
    }

    private void begin(Run run) {
        overflowed = false;
        number = 0;
        block = 0;
        zero = System.nanoTime();
        long originMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) - DELAY / 1000;
        FormatWords.Format format = run.format(originMicros);
        overflowed = !out.insist(FormatWords.of(format));
    }

    private void perform(Run run) {
        while (!overflowed && behind() < HOPELESS) {
            if (soundDue() <= pictureDue()) {
                await(soundDue());
                sound(run);
            } else {
                await(pictureDue());
                if (ending && timing.beginsPart(number)) {
                    return;
                }
                picture(run);
                report();
            }
        }
    }

    private long pictureDue() {
        return zero + timing.nanos(number);
    }

    private long soundDue() {
        return zero + (block + 1) * BLOCK_NANOS_TIMES_RATE / CmafHeader.AAC_RATE;
    }

    private long behind() {
        return System.nanoTime() - Math.min(pictureDue(), soundDue());
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void sound(Run run) {
        long from = clock.samples(zero - DELAY) + block * Mixer.BLOCK;
        mixer.mix(stage.sources(), stage.cast(stage.scene()), from);
        run.sound(block, mixer.left(), mixer.right());
        block++;
    }

    private void picture(Run run) {
        long now = System.nanoTime();
        behind = now - pictureDue();
        Scene scene = stage.scene();
        List<Stage.Cast> cast = stage.cast(scene);
        cast.forEach(one -> one.source().advance(pictureDue() - DELAY));
        canvas.paint(
                scene,
                cast.stream().filter(one -> one.source().isSeen(now, SILENT)).toList());
        run.picture(canvas.frame(), number);
        frames++;
        photograph();
        long next = next();
        if (timing.beginsPart(next)) {
            delay = System.nanoTime() - pictureDue() + DELAY;
            run.endChunks(next);
        }
        number = next;
    }

    /** The one after this, or a later one when there is no time for it. */
    private long next() {
        long due = timing.numberAt(System.nanoTime() - zero);
        long next = Math.max(number + 1, Math.min(due, timing.nextPart(number)));
        skipped += next - number - 1;
        return next;
    }

    private void photograph() {
        long interval = settings.pictures().toNanos();
        long now = System.nanoTime();
        if (interval > 0 && (photographed == 0 || now - photographed >= interval)) {
            photographed = now;
            photographer.take(canvas.frame(), frames, out::offer);
        }
    }

    /** On the conductor's thread and those that encode. */
    private void send(ByteBuffer chunk) {
        if (overflowed || !out.offer(chunk)) {
            lost();
        } else if (behind > settings.part().toNanos()) {
            late();
        }
    }

    private synchronized void lost() {
        overflowed = true;
        droppedChunks++;
    }

    private synchronized void late() {
        lateChunks++;
    }

    private void awaitReader() {
        while (overflowed && !out.isEmpty() && !ending) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void report() {
        long now = System.nanoTime();
        if (now - reported >= TimeUnit.SECONDS.toNanos(1)) {
            reported = now;
            out.offer(new WorkerVitals(
                            frames,
                            skipped,
                            lateChunks,
                            droppedChunks,
                            stage.undecodable(),
                            mixer.limited(),
                            delay / 1000,
                            behind / 1000)
                    .frame());
        }
    }
}
