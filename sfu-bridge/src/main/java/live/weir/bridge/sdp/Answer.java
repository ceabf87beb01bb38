package live.weir.bridge.sdp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What publishers' and viewers' answers have in common. */
record Answer(SessionDescription description, PeerTransport transport) {

    /** @param streams adds what only this kind of answer says of an m-line that flows */
    static Answer to(
            SessionDescription offer,
            List<AnsweredMedia> choice,
            LocalTransport local,
            @Nullable Predecessor before,
            BiConsumer<AnsweredMedia, MediaBuilder> streams) {
        Set<String> bundle = bundle(offer, choice);
        MediaDescription tagged = tagged(offer, bundle);
        DtlsRole role = role(offer.transportOf(tagged).setup(), before);
        PeerTransport transport = PeerTransport.of(offer, tagged, role);
        if (before != null) {
            before.check(transport);
        }
        BundleCheck.check(choice);
        List<MediaDescription> answered = choice.stream()
                .map(one -> one.isKept() ? kept(one, local, role, one.mid().equals(tagged.mid()), streams) : out(one))
                .toList();
        long version = before == null ? 1 : before.nextVersion();
        boolean trickles = offer.transportOf(tagged).trickles();
        SessionDescription description = new SessionDescription(
                Origin.local(local.sessionId(), version),
                List.of(List.copyOf(bundle)),
                local.lite(),
                offer.extmapAllowMixed(),
                new TransportDescription(null, trickles ? List.of("trickle") : List.of(), List.of(), null),
                answered);
        return new Answer(description, transport);
    }

    /** The mids that are kept, in the order of the offer's group; m-lines at rest count, or there would be no transport. */
    private static Set<String> bundle(SessionDescription offer, List<AnsweredMedia> choice) {
        if (offer.bundles().isEmpty()) {
            throw new SdpException("There is no a=group:BUNDLE: all m-lines have to share one transport.");
        }
        Set<String> bundle = new LinkedHashSet<>(offer.bundle());
        bundle.retainAll(choice.stream()
                .filter(AnsweredMedia::isKept)
                .map(AnsweredMedia::mid)
                .toList());
        if (bundle.isEmpty()) {
            throw new SdpException("No m-line can be taken: " + reasons(choice) + ".");
        }
        return bundle;
    }

    private static String reasons(List<AnsweredMedia> choice) {
        return String.join(
                "; ",
                choice.stream()
                        .limit(8)
                        .map(one -> "of the one at place " + one.index() + ", " + one.reason())
                        .toList());
    }

    /**
     * The m-line whose transport is the bundle's: the first of the group that is kept. If the offerer's own suggestion is refused, the
     * next one takes its place (RFC 9143 §7.3.1).
     */
    private static MediaDescription tagged(SessionDescription offer, Set<String> bundle) {
        return offer.withMid(bundle.iterator().next()).orElseThrow();
    }

    /** Without the attribute a peer is active (RFC 4145 §4.1). Once shaken hands, the roles stay. */
    private static DtlsRole role(@Nullable Setup offered, @Nullable Predecessor before) {
        if (offered == Setup.HOLDCONN) {
            throw new SdpException("The DTLS role holdconn leaves nobody to connect.");
        }
        if (before == null) {
            return offered == Setup.PASSIVE ? DtlsRole.CLIENT : DtlsRole.SERVER;
        }
        DtlsRole role = before.transport().role();
        if (offered == (role == DtlsRole.SERVER ? Setup.PASSIVE : Setup.ACTIVE)) {
            throw new SdpException("The DTLS roles of a session stay as they are.");
        }
        return role;
    }

    private static MediaDescription kept(
            AnsweredMedia one,
            LocalTransport local,
            DtlsRole role,
            boolean tagged,
            BiConsumer<AnsweredMedia, MediaBuilder> streams) {
        List<PayloadFormat> formats = NegotiatedCodec.formats(one.codecs());
        MediaBuilder media = new MediaBuilder(one.offered().line().with(formats))
                .mid(one.mid())
                .direction(Direction.INACTIVE)
                .transport(local.described(role.answered()))
                .multiplexing(true, one.offered().multiplexing().reducedSize(), false)
                .payloads(formats)
                .candidates(tagged ? local.candidateList() : CandidateList.NONE);
        media.extensions().addAll(one.extensions());
        if (one.flows()) {
            streams.accept(one, media);
        }
        return media.build();
    }

    private static MediaDescription out(AnsweredMedia one) {
        return new MediaBuilder(one.offered().line().refused())
                .mid(one.offered().mid())
                .direction(Direction.INACTIVE)
                .build();
    }
}
