package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets in who says {@code right}, and writes down what comes. */
final class ScriptedSrtDesk implements SrtDesk, SrtMedia, SrtListener {

    final List<SrtWish> wishes = new ArrayList<>();
    final List<SrtLine> lines = new ArrayList<>();
    final List<String> media = new ArrayList<>();
    final List<End> ends = new ArrayList<>();
    int began;
    int repaired;
    int lost;
    int belated;
    int strays;
    boolean admits = true;
    CompletableFuture<SrtMedia> answer = CompletableFuture.completedFuture(this);

    @Override
    public boolean admits(InetAddress from) {
        return admits;
    }

    @Override
    public CompletionStage<SrtMedia> publish(SrtWish wish, SrtLine line) {
        wishes.add(wish);
        lines.add(line);
        return wish.streamId().equals("right")
                ? answer
                : CompletableFuture.failedFuture(new SrtRefused(SrtRefused.Reason.FORBIDDEN, "No."));
    }

    @Override
    public void payload(ByteBuf bytes) {
        media.add(bytes.toString(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void end() {
        media.add("end");
    }

    @Override
    public void began() {
        began++;
    }

    @Override
    public void ended(End end) {
        ends.add(end);
    }

    @Override
    public void repaired() {
        repaired++;
    }

    @Override
    public void lost(int packets) {
        lost += packets;
    }

    @Override
    public void belated() {
        belated++;
    }

    @Override
    public void stray() {
        strays++;
    }
}
