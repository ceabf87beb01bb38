package live.weir.bridge.engine.kurento;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.forward.IngressFormat;
import live.weir.bridge.forward.PacketOut;
import live.weir.bridge.forward.PacketTap;
import live.weir.bridge.forward.PublishedTrack;
import live.weir.bridge.forward.PublisherIngress;
import live.weir.bridge.forward.PublisherListener;
import live.weir.bridge.forward.TrackFormat;
import live.weir.bridge.rtp.Codec;
import org.jspecify.annotations.Nullable;
import org.kurento.client.PassThrough;
import org.kurento.client.RtpEndpoint;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Receives one publication from an {@code RtpEndpoint} as plain RTP, as if the server were the publisher: with the ingress that
 * publishers of the embedded engine have, so that losses are asked for, reports sent and keyframes requested (FFmpeg, left to
 * itself, does none of it). Its state belongs to one event loop.
 */
final class TapReceiver implements TapSocket.Reader, PacketOut, PublisherListener {

    private static final long TICK_MILLIS = 20;

    private final StageHome home;
    private final EventLoop loop;
    private final List<TapSocket> sockets = new ArrayList<>();
    private volatile @Nullable RtpEndpoint endpoint;
    private volatile @Nullable PublisherIngress ingress;
    private @Nullable Future<?> ticking;
    private boolean ended;

    private TapReceiver(StageHome home, EventLoop loop) {
        this.home = home;
        this.loop = loop;
    }

    /** Completes once the server sends. */
    static Mono<TapReceiver> open(
            StageHome home, PassThrough outlet, SiftedOffer offer, SessionParts parts, int kilobits) {
        return Mono.defer(() -> {
            InetSocketAddress local = home.server().localAddress();
            if (local == null) {
                throw new MediaException(Reason.FAILED, "There is no connection to the media server.");
            }
            home.server().takePlace();
            TapReceiver receiver = new TapReceiver(home, parts.threads().next());
            return receiver.listen(offer.tracks().size(), parts, local.getAddress())
                    .then(receiver.agree(outlet, offer, parts.taps().announced(local.getAddress()), kilobits))
                    .thenReturn(receiver)
                    .doOnError(failure -> receiver.end())
                    .doOnCancel(receiver::end);
        });
    }

    private Mono<Void> listen(int tracks, SessionParts parts, InetAddress local) {
        return Flux.range(0, tracks)
                .concatMap(track -> new TapSocket(parts.threads(), loop, parts.taps(), local, this).open())
                .doOnNext(sockets::add)
                .then();
    }

    private Mono<Void> agree(PassThrough outlet, SiftedOffer offer, String address, int kilobits) {
        return Calls.<RtpEndpoint>call(new RtpEndpoint.Builder(home.pipeline())::buildAsync)
                .doOnNext(made -> endpoint = made)
                .flatMap(made -> allow(made, kilobits)
                        .then(Calls.<String>call(
                                answer -> made.processOffer(TapWords.offer(address, offer.tracks(), sockets), answer)))
                        .flatMap(answer -> begin(offer, TapWords.answer(answer, sockets.size())))
                        .then(Calls.tell(done -> outlet.connect(made, done))));
    }

    /** As for a viewer: the tap, too, has a say in what the publisher may send. */
    private static Mono<Void> allow(RtpEndpoint made, int kilobits) {
        return Mono.when(
                Calls.tell(done -> made.setMaxVideoSendBandwidth(kilobits, done)),
                Calls.tell(done -> made.setMinVideoSendBandwidth(kilobits, done)));
    }

    private Mono<Void> begin(SiftedOffer offer, List<TapWords.Answered> answered) {
        return Mono.create(sink -> loop.execute(() -> {
            List<IngressFormat.Track> tracks = new ArrayList<>();
            for (int i = 0; i < answered.size(); i++) {
                sockets.get(i)
                        .expect(
                                answered.get(i).remote(),
                                home.server().endpoint().address());
                tracks.add(track(offer.tracks().get(i), answered.get(i).ssrc()));
            }
            // What the publisher may send is not the tap's to say: no limit, and no estimate is told.
            ingress = new PublisherIngress(loop, this, new IngressFormat(tracks), Integer.MAX_VALUE, this);
            ticking = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            sink.success();
        }));
    }

    private static IngressFormat.Track track(SiftedOffer.Track track, @Nullable Integer ssrc) {
        Codec codec = Codec.named(track.codec().name())
                .orElseThrow(() -> new MediaException(Reason.UNSUPPORTED, "The codec cannot be tapped."));
        boolean video = track.isVideo();
        return new IngressFormat.Track(
                new TrackFormat(track.mid(), codec, track.codec().clockRate(), List.of()),
                track.payloadType(),
                -1,
                -1,
                ssrc == null ? List.of() : List.of(ssrc),
                List.of(),
                new IngressFormat.Extensions(0, 0, 0, 0, 0, 0, 0, 0),
                new IngressFormat.Feedback(video, video, false, false, false));
    }

    private void tick() {
        PublisherIngress open = ingress;
        if (open != null) {
            open.tick(System.nanoTime());
        }
    }

    void attach(PacketTap tap) {
        onIngress(open -> open.attach(tap));
    }

    /** On the loop, which is the only one to put packets in: after that none come any more. */
    void detach(PacketTap tap) {
        loop.execute(() -> {
            PublisherIngress open = ingress;
            if (open != null) {
                open.detach(tap);
            }
            tap.clear();
        });
    }

    void requestKeyframe() {
        onIngress(open -> open.tracks().stream()
                .filter(track -> track.format().video())
                .forEach(track -> track.requestKeyframe(0)));
    }

    private interface Step {
        void on(PublisherIngress open);
    }

    private void onIngress(Step step) {
        loop.execute(() -> {
            PublisherIngress open = ingress;
            if (open != null) {
                step.on(open);
            }
        });
    }

    @Override
    public void rtp(ByteBuf packet) {
        PublisherIngress open = ingress;
        if (open == null) {
            packet.release();
        } else {
            open.rtp(packet);
        }
    }

    @Override
    public void rtcp(byte[] packet) {
        PublisherIngress open = ingress;
        if (open != null) {
            open.rtcp(packet, 0, packet.length);
        }
    }

    @Override
    public void readComplete() {
        PublisherIngress open = ingress;
        if (open != null) {
            open.endBatch();
        }
    }

    @Override
    public void sendRtp(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
        throw new IllegalStateException("A tap only receives");
    }

    /** To each track's port: what is about another's SSRC is no concern of a session's (RFC 3550 §6.4). */
    @Override
    public void sendRtcp(byte[] packet, int length) {
        sockets.forEach(socket -> socket.sendRtcp(packet, length));
    }

    @Override
    public void flush() {}

    /** The publication ends, or nobody reads any more. Twice does no harm. */
    void end() {
        loop.execute(() -> {
            if (ended) {
                return;
            }
            ended = true;
            Future<?> ticks = ticking;
            if (ticks != null) {
                ticks.cancel(false);
            }
            PublisherIngress open = ingress;
            if (open != null) {
                open.close();
            }
            sockets.forEach(TapSocket::close);
            RtpEndpoint made = endpoint;
            if (made != null) {
                home.release(made);
            }
            home.server().givePlaceBack();
        });
    }

    @Override
    public void flowing(PublishedTrack track) {}

    @Override
    public void picture(PublishedTrack track, int width, int height) {}

    @Override
    public void heard(int level) {}

    @Override
    public void left() {}
}
