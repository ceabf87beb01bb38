package live.weir.signaling.whip;

import live.weir.bridge.engine.MediaSession;
import live.weir.signaling.http.Entrance;
import live.weir.signaling.http.SdpOutline;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.Performing;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageHouse;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/** WHIP (RFC 9725): an encoder or a page publishes one picture and one sound, all or nothing. */
public final class WhipEntrance implements Entrance {

    private final StageAccess access;
    private final StageHouse house;

    public WhipEntrance(StageAccess access, StageHouse house) {
        this.access = access;
        this.house = house;
    }

    @Override
    public String name() {
        return "whip";
    }

    @Override
    public Mono<Admission> admit(String slug, Credentials credentials, MultiValueMap<String, String> query) {
        return access.performer(slug, credentials).map(Host::new);
    }

    private final class Host implements Admission {

        private final Performing performing;

        Host(Performing performing) {
            this.performing = performing;
        }

        @Override
        public String client() {
            return performing.who();
        }

        @Override
        public Mono<? extends MediaSession> open(SdpOutline offer, String text) {
            requireOneStream(offer);
            return house.publish(performing, text); // all of it or nothing: RFC 9725 §4.4.3
        }
    }

    /** RFC 9725 §4.4.2, and §4.2 on directions. */
    private static void requireOneStream(SdpOutline offer) {
        if (offer.count("audio") > 1 || offer.count("video") > 1) {
            throw StageRefused.of(
                    Reason.UNSUPPORTED, "One picture and one sound can be published in a session, not several.");
        }
        if (offer.flows("recvonly", "inactive")) {
            throw StageRefused.of(Reason.UNSUPPORTED, "An offer to publish is sendonly or sendrecv in each m-line.");
        }
    }
}
