package live.weir.platform.ingest;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import live.weir.bridge.ingest.rtmp.PublishedMedia;
import live.weir.bridge.ingest.srt.SrtMedia;
import live.weir.bridge.transcode.ingest.EncoderFeed;
import live.weir.bridge.transcode.ingest.FeedListener;
import live.weir.platform.channel.KeyedChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One encoder: its media goes into its feed, and what becomes of that goes into the log, and back to it where it ends it. */
final class EncoderOnAir implements PublishedMedia, SrtMedia, FeedListener {

    private static final Logger log = LoggerFactory.getLogger(EncoderOnAir.class);
    /** Looks that find nothing on air in a row, before it is believed: lists may be a little old. */
    private static final int MISSES = 2;

    private static final Duration SETTLING = Duration.ofSeconds(20);

    private final Door door;
    private final KeyedChannel channel;
    private final Consumer<String> line;
    private final Consumer<EncoderOnAir> left;
    private final AtomicInteger misses = new AtomicInteger();
    private volatile @Nullable EncoderFeed feed;
    private volatile @Nullable EncoderOnAir before;
    private volatile boolean over;
    private volatile boolean hasPicture;
    private volatile long since;

    /** @param line hangs up, for the reason told */
    EncoderOnAir(Door door, KeyedChannel channel, Consumer<String> line, Consumer<EncoderOnAir> left) {
        this.door = door;
        this.channel = channel;
        this.line = line;
        this.left = left;
    }

    KeyedChannel channel() {
        return channel;
    }

    /** Whose place it takes, if anybody's. Once. */
    void follow(@Nullable EncoderOnAir earlier) {
        before = earlier;
        if (hasPicture) {
            takePlace();
        }
    }

    /** Who has not given way yet. */
    @Nullable
    EncoderOnAir predecessor() {
        EncoderOnAir earlier = before;
        return earlier == null || earlier.over ? null : earlier;
    }

    private void takePlace() {
        for (EncoderOnAir each = before; each != null; each = each.before) {
            each.hangUp("Another encoder came with the same key.");
        }
        before = null;
    }

    /** Once, before there is media. */
    void begin(EncoderFeed opened) {
        feed = opened;
        if (over) {
            opened.close();
        }
    }

    @Override
    public void video(long millis, ByteBuf flv) {
        EncoderFeed open = feed;
        if (open != null) {
            open.video(millis, flv);
        }
    }

    @Override
    public void audio(long millis, ByteBuf flv) {
        EncoderFeed open = feed;
        if (open != null) {
            open.audio(millis, flv);
        }
    }

    @Override
    public void payload(ByteBuf bytes) {
        EncoderFeed open = feed;
        if (open != null) {
            open.transport(bytes);
        }
    }

    @Override
    public void end() {
        over = true;
        left.accept(this);
        EncoderFeed open = feed;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void onAir(String details) {
        since = System.nanoTime();
        hasPicture = true;
        takePlace();
        log.info("{} is on air by {}: {}", channel.slug(), door, details);
    }

    @Override
    public void offAir(String reason) {
        hasPicture = false;
        if (!over) {
            log.warn("{}, which comes by {}, is off air: {}; trying again", channel.slug(), door, reason);
        }
    }

    @Override
    public void refused(String reason) {
        log.warn("{}, which comes by {}, is refused: {}", channel.slug(), door, reason);
        hangUp(reason);
    }

    @Override
    public void complained(String complaint) {
        log.debug("The worker of {} says: {}", channel.slug(), complaint);
    }

    void hangUp(String why) {
        line.accept(why);
    }

    /**
     * Whether the broadcast is over that it is a part of, by what was found out just now: somebody ended it. FFmpeg's muxer does not
     * hear of that, and would send to nobody for ever.
     */
    void found(boolean isOnAir) {
        boolean settled = hasPicture && System.nanoTime() - since > SETTLING.toNanos();
        if (isOnAir || !settled) {
            misses.set(0);
        } else if (misses.incrementAndGet() >= MISSES) {
            hangUp("The broadcast was ended.");
        }
    }
}
