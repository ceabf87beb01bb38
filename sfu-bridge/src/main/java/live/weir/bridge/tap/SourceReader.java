package live.weir.bridge.tap;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TrackDescription;
import live.weir.bridge.forward.clock.PublisherClock;
import live.weir.bridge.rtp.Codec;
import live.weir.bridge.rtp.RtpFields;
import org.jspecify.annotations.Nullable;

/**
 * Reads a publication: its first track of pictures and its first of sound. Owns the tap. One thread; it calls {@link #read} when
 * the tap woke it, and every few milliseconds besides, since waiting for what is missing ends by time.
 */
public final class SourceReader implements AutoCloseable {

    /** What is missing may be asked for again and come again, over a path of up to 100 ms. */
    private static final long PICTURE_PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long SOUND_PATIENCE = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long BETWEEN_REQUESTS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_AT_ONCE = 2048;
    private static final int RTP_HEADER = 12;

    private final Tap tap;
    private final Optional<Codec> pictureCodec;
    private final @Nullable Lane[] lanes;
    private final @Nullable PictureReader pictures;
    private final @Nullable SoundReader sounds;
    private final TapReader packets = new Packets();
    private long requestedAt;
    private long requests;

    /** A track on its way: numbers put in order, and what is read from them. */
    private static final class Lane {

        final TrackReader reader;
        private final long patience;
        ReorderBuffer order;
        boolean started;
        int ssrc;

        Lane(TrackReader reader, long patience) {
            this.reader = reader;
            this.patience = patience;
            this.order = new ReorderBuffer(patience);
        }

        /** One SSRC at a time: a new one is a new sender, or one that began anew. */
        void packet(long arrivedAt, byte[] rtp, int offset, int length) {
            int from = RtpFields.ssrc(rtp, offset);
            if (started && from != ssrc) {
                order = new ReorderBuffer(patience);
                reader.restart();
            }
            started = true;
            ssrc = from;
            order.add(RtpFields.sequence(rtp, offset), arrivedAt, rtp, offset, length, reader);
        }
    }

    private final class Packets implements TapReader {

        @Override
        public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
            Lane lane = track < lanes.length ? lanes[track] : null;
            if (lane != null && length > RTP_HEADER) {
                lane.packet(arrivedAt, rtp, offset, length);
            }
        }

        @Override
        public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {
            Lane lane = track < lanes.length ? lanes[track] : null;
            if (lane != null) {
                lane.reader.report(ntpTime, rtpTime, arrivedAt);
            }
        }
    }

    public SourceReader(Tap tap, UnitSink sink) {
        this.tap = tap;
        List<TrackDescription> tracks = tap.tracks();
        this.lanes = new Lane[tracks.size()];
        PublisherClock publisher = new PublisherClock();
        PictureReader foundPictures = null;
        SoundReader foundSounds = null;
        Optional<Codec> foundCodec = Optional.empty();
        for (int index = 0; index < lanes.length; index++) {
            TrackDescription track = tracks.get(index);
            Optional<Codec> codec = Codec.named(track.codec());
            if (codec.isEmpty() || track.clockRate() < 1000) {
                continue;
            }
            if (track.kind() == MediaKind.VIDEO && codec.get().isVideo() && foundPictures == null) {
                foundPictures = new PictureReader(codec.get(), track.parameters(), track.clockRate(), publisher, sink);
                foundCodec = codec;
                lanes[index] = new Lane(foundPictures, PICTURE_PATIENCE);
            } else if (track.kind() == MediaKind.AUDIO && codec.get() == Codec.OPUS && foundSounds == null) {
                foundSounds = new SoundReader(publisher, sink);
                lanes[index] = new Lane(foundSounds, SOUND_PATIENCE);
            }
        }
        this.pictures = foundPictures;
        this.sounds = foundSounds;
        this.pictureCodec = foundCodec;
    }

    /** Of its pictures, if it has any that can be read. */
    public Optional<Codec> pictureCodec() {
        return pictureCodec;
    }

    /** @param now of {@link System#nanoTime} */
    public void read(long now) {
        tap.drain(packets, MOST_AT_ONCE);
        for (Lane lane : lanes) {
            if (lane != null) {
                lane.order.expire(now, lane.reader);
            }
        }
        if (pictures != null && pictures.needsKeyframe()) {
            request(now);
        }
    }

    private void request(long now) {
        if (requests == 0 || now - requestedAt >= BETWEEN_REQUESTS) {
            requestedAt = now;
            requests++;
            tap.requestKeyframe();
        }
    }

    /** By who could not use what was handed on: nothing more until a keyframe. */
    public void awaitKeyframe() {
        if (pictures != null) {
            pictures.awaitKeyframe();
        }
    }

    public boolean isEnded() {
        return tap.isEnded();
    }

    public long pictures() {
        return pictures == null ? 0 : pictures.units();
    }

    public long sounds() {
        return sounds == null ? 0 : sounds.units();
    }

    /** Pictures left out for want of packets or of a keyframe. */
    public long lost() {
        return pictures == null ? 0 : pictures.lostUnits();
    }

    public long keyframeRequests() {
        return requests;
    }

    @Override
    public void close() {
        tap.close();
    }
}
