package live.weir.bridge.forward;

import io.netty.util.collection.IntObjectHashMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.forward.clock.PublisherClock;
import live.weir.bridge.rtp.RtpView;
import live.weir.bridge.rtp.TextExtension;
import org.jspecify.annotations.Nullable;

/**
 * Which stream a packet belongs to, by its SSRC: announced in the description, or learnt from the first packet that names
 * its track and layer (RFC 9143 §9.2). Holds as many SSRCs as the description has room for, and a few changes more.
 */
final class StreamTable {

    private static final int MOST_SSRCS = 64;

    /** What an SSRC stands for. */
    static final class Binding {
        final IngressStream stream;
        final boolean retransmission;

        Binding(IngressStream stream, boolean retransmission) {
            this.stream = stream;
            this.retransmission = retransmission;
        }
    }

    private final List<IngressFormat.Track> tracks;
    private final PublisherClock clock;
    private final IntObjectHashMap<Binding> bySsrc = new IntObjectHashMap<>();
    private final IngressStream[][] streams;
    /** As header extensions write them. */
    private final byte[][] mids;

    private final byte[][][] rids;
    private final List<IngressStream> all = new ArrayList<>();

    StreamTable(IngressFormat format) {
        this.tracks = format.tracks();
        this.clock = new PublisherClock();
        this.streams = new IngressStream[tracks.size()][];
        this.mids = new byte[tracks.size()][];
        this.rids = new byte[tracks.size()][][];
        for (int i = 0; i < streams.length; i++) {
            mids[i] = bytes(tracks.get(i).format().mid());
            rids[i] = tracks.get(i).format().rids().stream()
                    .map(StreamTable::bytes)
                    .toArray(byte[][]::new);
            streams[i] = new IngressStream[tracks.get(i).format().layers()];
            announce(i);
        }
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private void announce(int track) {
        List<Integer> ssrcs = tracks.get(track).ssrcs();
        List<Integer> rtxSsrcs = tracks.get(track).rtxSsrcs();
        for (int layer = 0; layer < Math.min(ssrcs.size(), streams[track].length); layer++) {
            bind(ssrcs.get(layer), track, layer, false, 0);
            if (layer < rtxSsrcs.size()) {
                bind(rtxSsrcs.get(layer), track, layer, true, 0);
            }
        }
    }

    /** Null if the packet tells nothing of where it belongs, or there is no room. */
    @Nullable
    Binding find(RtpView packet, long now) {
        Binding known = bySsrc.get(packet.ssrc());
        return known == null ? learn(packet, now) : current(known, packet.ssrc(), now);
    }

    /** What comes of an SSRC that its publisher left is late, unless it returned to it for good. */
    private @Nullable Binding current(Binding binding, int ssrc, long now) {
        IngressStream stream = binding.stream;
        if (binding.retransmission || stream.ssrc() == ssrc) {
            return binding;
        }
        if (stream.movedLately(now)) {
            return null;
        }
        stream.moveTo(ssrc, now);
        return binding;
    }

    @Nullable
    Binding find(int ssrc) {
        return bySsrc.get(ssrc);
    }

    /** From any thread: null before anything of it came. */
    @Nullable
    IngressStream of(int track, int layer) {
        return layer < streams[track].length ? streams[track][layer] : null;
    }

    List<IngressStream> all() {
        return all;
    }

    int sources() {
        return bySsrc.size();
    }

    private @Nullable Binding learn(RtpView packet, long now) {
        if (bySsrc.size() >= MOST_SSRCS) {
            forgetOld();
        }
        for (int track = 0; track < streams.length; track++) {
            IngressFormat.Track format = tracks.get(track);
            boolean primary = format.carries(packet.payloadType());
            boolean again = packet.payloadType() == format.rtxPayloadType();
            if ((primary || again) && namesTrack(packet, track)) {
                int layer = layerOf(packet, track, again);
                return layer < 0 ? null : bind(packet.ssrc(), track, layer, again, now);
            }
        }
        return null;
    }

    private boolean namesTrack(RtpView packet, int track) {
        int id = tracks.get(track).extensions().mid();
        return packet.extensionLength(id) < 1 || TextExtension.matches(packet, id, mids[track]);
    }

    private int layerOf(RtpView packet, int track, boolean again) {
        IngressFormat.Extensions ids = tracks.get(track).extensions();
        int id = again ? ids.repairedRid() : ids.rid();
        for (int layer = 0; layer < rids[track].length; layer++) {
            if (TextExtension.matches(packet, id, rids[track][layer])) {
                return layer;
            }
        }
        return rids[track].length == 0 ? 0 : -1;
    }

    /** A publisher that changes its SSRCs again and again has use for the newest only; retransmissions are learnt anew. */
    private void forgetOld() {
        List<Integer> old = new ArrayList<>();
        bySsrc.forEach((ssrc, binding) -> {
            if (binding.retransmission || binding.stream.ssrc() != ssrc) {
                old.add(ssrc);
            }
        });
        old.forEach(bySsrc::remove);
    }

    private Binding bind(int ssrc, int track, int layer, boolean retransmission, long now) {
        IngressStream stream = streams[track][layer];
        if (stream == null) {
            stream = new IngressStream(tracks.get(track), track, layer, ssrc, clock);
            streams[track][layer] = stream;
            all.add(stream);
        } else if (!retransmission && stream.ssrc() != ssrc) {
            stream.moveTo(ssrc, now);
        }
        Binding binding = new Binding(stream, retransmission);
        bySsrc.put(ssrc, binding);
        return binding;
    }
}
