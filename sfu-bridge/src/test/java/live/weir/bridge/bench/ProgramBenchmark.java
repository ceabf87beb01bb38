package live.weir.bridge.bench;

import java.util.List;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.program.ProgramTrial;

/** What a program costs: one performer of 720p30, ladders of three and four rungs, of which the tallest is 720p. */
public final class ProgramBenchmark {

    private static final int SECONDS = Integer.getInteger("bench.seconds", 20);

    private ProgramBenchmark() {}

    public static void main(String... none) throws Exception {
        List<Rung> four = Rung.upTo(720);
        ProgramTrial.run("ladder of 3", four.subList(0, 3), SECONDS);
        ProgramTrial.run("ladder of 4", four, SECONDS);
        for (Rung rung : four) {
            ProgramTrial.run(rung.height() + "p alone", List.of(rung), SECONDS);
        }
        System.exit(0);
    }
}
