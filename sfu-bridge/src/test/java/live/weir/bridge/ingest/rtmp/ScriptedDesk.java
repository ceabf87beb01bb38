package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets in who says {@code right}, and writes down what comes. */
final class ScriptedDesk implements PublishDesk, PublishedMedia, RtmpListener {

    final List<String> media = new CopyOnWriteArrayList<>();
    final List<End> ends = new CopyOnWriteArrayList<>();
    final List<PublishWish> wishes = new CopyOnWriteArrayList<>();
    final List<PublisherLine> lines = new CopyOnWriteArrayList<>();

    @Override
    public boolean admits(InetAddress from) {
        return true;
    }

    @Override
    public CompletionStage<PublishedMedia> publish(PublishWish wish, PublisherLine line) {
        wishes.add(wish);
        lines.add(line);
        return wish.name().equals("right")
                ? CompletableFuture.completedFuture(this)
                : CompletableFuture.failedFuture(
                        new PublishRefused(PublishRefused.Reason.BAD_NAME, "This stream key is not valid."));
    }

    @Override
    public void video(long millis, ByteBuf flv) {
        media.add("video " + millis + " " + ByteBufUtil.hexDump(flv));
    }

    @Override
    public void audio(long millis, ByteBuf flv) {
        media.add("audio " + millis + " " + ByteBufUtil.hexDump(flv));
    }

    @Override
    public void end() {
        media.add("end");
    }

    @Override
    public void began() {}

    @Override
    public void ended(End end) {
        ends.add(end);
    }
}
