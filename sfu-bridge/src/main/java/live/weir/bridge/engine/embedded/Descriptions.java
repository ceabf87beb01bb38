package live.weir.bridge.engine.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.TrackDescription;
import live.weir.bridge.forward.IngressFormat;
import live.weir.bridge.forward.SlotFormat;
import live.weir.bridge.forward.TrackFormat;
import live.weir.bridge.sdp.Codec;
import live.weir.bridge.sdp.CodecPolicy;
import live.weir.bridge.sdp.IceCandidate;
import live.weir.bridge.sdp.IceCredentials;
import live.weir.bridge.sdp.LocalTransport;
import live.weir.bridge.sdp.MediaKind;
import live.weir.bridge.sdp.NegotiatedCodec;
import live.weir.bridge.sdp.NegotiatedPublisher;
import live.weir.bridge.sdp.PeerTransport;
import live.weir.bridge.sdp.PublishedTrack;
import live.weir.bridge.sdp.PublisherAnswer;
import live.weir.bridge.sdp.RtpExtension;
import live.weir.bridge.sdp.SdpException;
import live.weir.bridge.sdp.SessionDescription;
import live.weir.bridge.sdp.ViewerSlot;
import live.weir.bridge.transport.DtlsRole;
import live.weir.bridge.transport.Fingerprint;
import live.weir.bridge.transport.PeerSettings;
import live.weir.bridge.transport.TransportCandidate;

/** From what descriptions say to what the transport and the packet path need, and back. */
final class Descriptions {

    private Descriptions() {}

    static SessionDescription parse(String description) {
        return refusing(Reason.BAD_DESCRIPTION, () -> SessionDescription.parse(description));
    }

    /** @return what the work gives; what a description lacks becomes an answer to the client */
    static <T> T refusing(Reason reason, Supplier<T> work) {
        try {
            return work.get();
        } catch (SdpException bad) {
            throw new MediaException(reason, String.valueOf(bad.getMessage()), bad);
        }
    }

    /** A publisher is answered with one codec of each kind, so that nobody has to follow it from one to another. */
    static PublisherAnswer answer(String offer, CodecPolicy policy, LocalTransport local) {
        SessionDescription description = parse(offer);
        return refusing(Reason.UNSUPPORTED, () -> {
            PublisherAnswer open = PublisherAnswer.to(description, policy, local);
            if (open.negotiated().tracks().isEmpty()) {
                throw new MediaException(Reason.UNSUPPORTED, "The offer sends nothing that this stage takes.");
            }
            return PublisherAnswer.to(description, narrowed(policy, open.negotiated()), local);
        });
    }

    private static CodecPolicy narrowed(CodecPolicy policy, NegotiatedPublisher agreed) {
        CodecPolicy narrow = policy;
        for (PublishedTrack track : agreed.tracks()) {
            Codec media = media(track).codec();
            narrow = track.kind() == MediaKind.VIDEO
                    ? narrow.withVideo(List.of(media))
                    : narrow.withAudio(withRedundancy(track, media));
        }
        return narrow;
    }

    /** Redundancy first, so that the publisher uses it. */
    private static List<Codec> withRedundancy(PublishedTrack track, Codec media) {
        return redundant(track.codecs()).isPresent() ? List.of(CodecPolicy.redundantOpus(), media) : List.of(media);
    }

    /** What the track's packets hold, wrapped or not. */
    static NegotiatedCodec media(PublishedTrack track) {
        return track.codecs().stream()
                .filter(one -> !isRedundancy(one))
                .findFirst()
                .orElseThrow(() -> new MediaException(Reason.UNSUPPORTED, "Redundancy alone holds nothing."));
    }

    /** The codec that repeats earlier packets (RFC 2198), if both sides take it. */
    static Optional<NegotiatedCodec> redundant(List<NegotiatedCodec> codecs) {
        return codecs.stream().filter(Descriptions::isRedundancy).findFirst();
    }

    private static boolean isRedundancy(NegotiatedCodec one) {
        return one.codec().isNamed("red");
    }

    static CodecPolicy codecs(StagePolicy policy) {
        CodecPolicy standard = CodecPolicy.standard();
        List<Codec> audio = new ArrayList<>(standard.audio());
        audio.add(CodecPolicy.redundantOpus());
        return standard.withVideo(inOrder(standard.video(), policy.videoCodecs()))
                .withAudio(inOrder(audio, policy.audioCodecs()));
    }

    private static List<Codec> inOrder(List<Codec> known, List<String> names) {
        return names.stream()
                .flatMap(name -> known.stream().filter(codec -> codec.isNamed(name)))
                .toList();
    }

    static List<MediaKind> kinds(TrackCount tracks) {
        List<MediaKind> kinds = new ArrayList<>(Collections.nCopies(tracks.audio(), MediaKind.AUDIO));
        kinds.addAll(Collections.nCopies(tracks.video(), MediaKind.VIDEO));
        return kinds;
    }

    static List<IceCandidate> candidates(List<TransportCandidate> ours) {
        return ours.stream().map(Descriptions::candidate).toList();
    }

    private static IceCandidate candidate(TransportCandidate ours) {
        boolean tcp = ours.protocol() == TransportCandidate.Protocol.TCP;
        return new IceCandidate(
                ours.foundation(),
                IceCandidate.RTP,
                tcp ? "tcp" : "udp",
                ours.priority(),
                ours.address(),
                ours.port(),
                "host",
                tcp ? "tcptype passive" : "");
    }

    static PeerSettings peerSettings(PeerTransport remote, LocalCredentials local) {
        return new PeerSettings(
                local.usernameFragment(),
                local.password(),
                remote.credentials().ufrag(),
                remote.fingerprints().stream()
                        .map(one -> new Fingerprint(one.algorithm(), one.value()))
                        .toList(),
                remote.role() == live.weir.bridge.sdp.DtlsRole.CLIENT ? DtlsRole.CLIENT : DtlsRole.SERVER);
    }

    static IceCredentials credentials(live.weir.bridge.engine.IceCredentials client) {
        return new IceCredentials(client.usernameFragment(), client.password());
    }

    static List<TrackDescription> describe(NegotiatedPublisher publisher) {
        return publisher.tracks().stream()
                .map(track -> {
                    Codec codec = media(track).codec();
                    return new TrackDescription(
                            track.mid(),
                            track.kind() == MediaKind.VIDEO
                                    ? live.weir.bridge.engine.MediaKind.VIDEO
                                    : live.weir.bridge.engine.MediaKind.AUDIO,
                            codec.name(),
                            codec.clockRate(),
                            codec.parameters(),
                            track.rids());
                })
                .toList();
    }

    static IngressFormat ingress(NegotiatedPublisher publisher) {
        return new IngressFormat(
                publisher.tracks().stream().map(Descriptions::ingress).toList());
    }

    private static IngressFormat.Track ingress(PublishedTrack track) {
        NegotiatedCodec agreed = media(track);
        Codec codec = agreed.codec();
        Integer rtx = agreed.rtxPayloadType();
        return new IngressFormat.Track(
                new TrackFormat(track.mid(), codecOf(codec), codec.clockRate(), track.rids()),
                agreed.payloadType(),
                rtx == null ? -1 : rtx,
                redundant(track.codecs()).map(NegotiatedCodec::payloadType).orElse(-1),
                ssrcs(track, false),
                ssrcs(track, true),
                ingressExtensions(track.extensions()),
                feedback(codec));
    }

    private static live.weir.bridge.rtp.Codec codecOf(Codec codec) {
        return live.weir.bridge.rtp.Codec.named(codec.name())
                .orElseThrow(() ->
                        new MediaException(Reason.UNSUPPORTED, "The codec " + codec.name() + " cannot be forwarded."));
    }

    /** Announced SSRCs help where there is one stream; layers are told apart by their rids. */
    private static List<Integer> ssrcs(PublishedTrack track, boolean rtx) {
        if (!track.rids().isEmpty()) {
            return List.of();
        }
        List<Integer> ssrcs = new ArrayList<>();
        for (PublishedTrack.Stream stream : track.streams()) {
            Long announced = rtx ? stream.rtxSsrc() : Long.valueOf(stream.ssrc());
            if (announced != null) {
                ssrcs.add(announced.intValue());
            }
        }
        return ssrcs.subList(0, Math.min(1, ssrcs.size()));
    }

    private static IngressFormat.Extensions ingressExtensions(Map<RtpExtension, Integer> ids) {
        return new IngressFormat.Extensions(
                id(ids, RtpExtension.MID),
                id(ids, RtpExtension.RTP_STREAM_ID),
                id(ids, RtpExtension.REPAIRED_RTP_STREAM_ID),
                id(ids, RtpExtension.TRANSPORT_WIDE_CC),
                id(ids, RtpExtension.AUDIO_LEVEL),
                id(ids, RtpExtension.VIDEO_ORIENTATION),
                id(ids, RtpExtension.PLAYOUT_DELAY),
                id(ids, RtpExtension.DEPENDENCY_DESCRIPTOR));
    }

    private static int id(Map<RtpExtension, Integer> ids, RtpExtension extension) {
        return ids.getOrDefault(extension, 0);
    }

    private static IngressFormat.Feedback feedback(Codec codec) {
        List<String> feedback = codec.feedback().stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        return new IngressFormat.Feedback(
                feedback.contains("nack"),
                feedback.contains("nack pli"),
                feedback.contains("ccm fir"),
                feedback.contains("goog-remb"),
                feedback.contains("transport-cc"));
    }

    static SlotFormat slot(ViewerSlot slot) {
        Map<RtpExtension, Integer> ids = slot.extensions();
        Long rtx = slot.rtxSsrc();
        return new SlotFormat(
                slot.mid(),
                slot.kind() == MediaKind.VIDEO,
                (int) slot.ssrc(),
                rtx == null ? 0 : rtx.intValue(),
                new SlotFormat.ExtensionIds(
                        id(ids, RtpExtension.MID),
                        id(ids, RtpExtension.ABS_SEND_TIME),
                        id(ids, RtpExtension.TRANSPORT_WIDE_CC),
                        id(ids, RtpExtension.AUDIO_LEVEL),
                        id(ids, RtpExtension.VIDEO_ORIENTATION),
                        id(ids, RtpExtension.PLAYOUT_DELAY),
                        id(ids, RtpExtension.DEPENDENCY_DESCRIPTOR)));
    }
}
