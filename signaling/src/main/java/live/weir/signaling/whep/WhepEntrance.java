package live.weir.signaling.whep;

import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.http.Entrance;
import live.weir.signaling.http.SdpOutline;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageHouse;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.WatchWish;
import live.weir.signaling.stage.Watching;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/**
 * WHEP (draft-ietf-wish-whep): a viewer gets what is on stage, in as many m-lines as it brings. One that brings nothing of use
 * gets an offer of ours to answer.
 */
public final class WhepEntrance implements Entrance {

    /** For performers of the largest stage, with a screen each to share. */
    private static final int MOST_TRACKS = 32;

    /** Of each kind, in an offer of ours. */
    private static final int MOST_COUNTERED = 8;

    private static final String STRANGER = "viewer";

    private final StageAccess access;
    private final StageHouse house;

    public WhepEntrance(StageAccess access, StageHouse house) {
        this.access = access;
        this.house = house;
    }

    @Override
    public String name() {
        return "whep";
    }

    @Override
    public Mono<Admission> admit(String slug, Credentials credentials, MultiValueMap<String, String> query) {
        return Mono.defer(() -> {
            WatchWish wish = WatchQuery.read(query);
            return access.viewer(slug, credentials).map(watching -> new Viewer(watching, wish));
        });
    }

    private static boolean isOfNoUse(Throwable refused) {
        return refused instanceof StageRefused stage && stage.reason() == Reason.UNSUPPORTED;
    }

    private final class Viewer implements Admission {

        private final Watching watching;
        private final WatchWish wish;

        Viewer(Watching watching, WatchWish wish) {
            this.watching = watching;
            this.wish = wish;
        }

        @Override
        public String client() {
            String who = watching.who();
            return who == null ? STRANGER : who;
        }

        @Override
        public Mono<? extends MediaSession> open(SdpOutline offer, String text) {
            if (offer.sections().size() > MOST_TRACKS) {
                throw StageRefused.of(Reason.UNSUPPORTED, "A viewer gets " + MOST_TRACKS + " tracks at most.");
            }
            if (offer.flows("sendonly", "inactive")) {
                throw StageRefused.of(Reason.UNSUPPORTED, "An offer to watch is recvonly or sendrecv in each m-line.");
            }
            return house.watch(watching, wish, text)
                    .onErrorResume(WhepEntrance::isOfNoUse, refused -> counterOffer(offer, refused));
        }

        /** Where the engine makes no offers, the first refusal stands. */
        private Mono<ViewSession> counterOffer(SdpOutline offer, Throwable refused) {
            return house.offerToWatch(watching, wish, room(offer)).onErrorMap(WhepEntrance::isOfNoUse, none -> refused);
        }

        private TrackCount room(SdpOutline offer) {
            return new TrackCount(room(offer, "audio"), wish.video() ? room(offer, "video") : 0);
        }

        private static int room(SdpOutline offer, String kind) {
            return Math.max(1, Math.min(MOST_COUNTERED, (int) offer.count(kind)));
        }
    }
}
