package live.weir.signaling.stage;

import live.weir.bridge.engine.PublishSession;
import live.weir.signaling.protocol.Source;
import org.jspecify.annotations.Nullable;

/** What a performer sends. */
final class Publication extends StageSession {

    final Seat seat;
    final Source source;
    final PublishSession session;
    /** {@link System#nanoTime} style, of the stage's clock: when it was answered. */
    final long answeredAt;

    /** There has been a picture, or, where none was announced, a sound. */
    boolean visible;

    int width;
    int height;

    @Nullable
    QualityLook lastLook;

    Publication(
            String name, ClientShares.Share share, Seat seat, Source source, PublishSession session, long answeredAt) {
        super(name, share);
        this.seat = seat;
        this.source = source;
        this.session = session;
        this.answeredAt = answeredAt;
    }

    @Override
    PublishSession media() {
        return session;
    }

    boolean hasPicture() {
        return session.localDescription()
                .lines()
                .anyMatch(line -> line.startsWith("m=video ") && !line.startsWith("m=video 0 "));
    }
}
