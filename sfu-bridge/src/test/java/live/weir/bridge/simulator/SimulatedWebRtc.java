package live.weir.bridge.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.testing.Now;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** A {@code WebRtcEndpoint}: a publisher's or a viewer's session of the engine, whichever the offer asks for. */
final class SimulatedWebRtc extends SimulatedElement {

    /** To the engine an empty choice means everybody. */
    private static final PerformerId NOBODY = new PerformerId("nobody");

    private static final Duration GLANCE = Duration.ofMillis(300);
    private static final String AUDIO = "AUDIO";
    private static final String VIDEO = "VIDEO";

    private final Disposable.Swap watching = Disposables.swap();
    private final PerformerId performer = new PerformerId(UUID.randomUUID().toString());
    private volatile @Nullable MediaSession session;
    private List<String> candidates = List.of();
    private volatile String iceState = "";
    private volatile String dtlsState = "";
    private final Set<String> flowing = ConcurrentHashMap.newKeySet();

    SimulatedWebRtc(String id, SimulatedPipeline pipeline, SimulatedSession owner) {
        super(id, pipeline, owner);
    }

    @Nullable
    PublishSession publisher() {
        return session instanceof PublishSession publishing ? publishing : null;
    }

    @Override
    void invoke(String operation, JsonObject arguments, JsonObject result) {
        switch (operation) {
            case "generateOffer" -> result.addProperty("value", "v=0\r\n");
            case "processOffer" ->
                result.addProperty("value", answer(arguments.get("offer").getAsString()));
            case "gatherCandidates" -> gather();
            case "addIceCandidate" -> add(arguments.getAsJsonObject("candidate"));
            case "requestKeyframe" -> requestKeyframe();
            case "getIceConnectionState" -> result.add("value", states("IceConnection", iceState));
            case "getDtlsConnectionState" -> result.add("value", states("DtlsConnection", dtlsState));
            case "isMediaFlowingIn" -> result.addProperty("value", flows(arguments, session instanceof ViewSession));
            case "isMediaFlowingOut" ->
                result.addProperty("value", flows(arguments, session instanceof PublishSession));
            case "getStats" ->
                result.add("value", stats(arguments.get("mediaType").getAsString()));
            default -> super.invoke(operation, arguments, result);
        }
    }

    private String answer(String offer) {
        if (session != null) {
            throw new SimulatedError(40208, "Already negotiated");
        }
        try {
            boolean sends = offer.contains("a=sendonly") || offer.contains("a=sendrecv");
            MediaSession opened = sends
                    ? Now.now(pipeline().stage().publish(performer, offer))
                    : Now.now(pipeline().stage().view(offer, new ViewChoice(Set.of(NOBODY), true, 0)));
            session = opened;
            opened.events().subscribe(event -> tell(opened, event), failure -> {});
            if (opened instanceof PublishSession) {
                watching.update(watchForSilence(opened));
            }
            rewired();
            return split(opened.localDescription());
        } catch (MediaException refused) {
            throw new SimulatedError(40205, String.valueOf(refused.getMessage()));
        }
    }

    /** A server tells when media of a kind comes no more, and when it comes again; that is all it notices of a client that is gone. */
    private Disposable watchForSilence(MediaSession opened) {
        Map<MediaKind, Long> seen = new EnumMap<>(MediaKind.class);
        return Flux.interval(GLANCE)
                .onBackpressureDrop()
                .concatMap(glance -> opened.statistics())
                .flatMapIterable(SessionStatistics::tracks)
                .subscribe(
                        track -> {
                            Long before = seen.put(track.kind(), track.packets());
                            boolean flows = before == null || track.packets() > before;
                            String kind = track.kind() == MediaKind.VIDEO ? VIDEO : AUDIO;
                            if (before != null && track.packets() > 0 && flows != flowing.contains(kind)) {
                                tellFlow(kind, flows, true);
                            }
                        },
                        over -> {});
    }

    private void tellFlow(String kind, boolean flows, boolean publishes) {
        if (flows) {
            flowing.add(kind);
        } else {
            flowing.remove(kind);
        }
        JsonObject data = new JsonObject();
        data.addProperty("state", flows ? "FLOWING" : "NOT_FLOWING");
        data.addProperty("padName", "default");
        data.addProperty("mediaType", kind);
        tell(publishes ? "MediaFlowOutStateChanged" : "MediaFlowInStateChanged", data);
    }

    /** A server does not know its candidates before it gathers them. */
    private String split(String description) {
        candidates = description
                .lines()
                .filter(line -> line.startsWith("a=candidate:"))
                .map(line -> line.substring(2))
                .distinct()
                .toList();
        return description.replaceAll("a=(candidate:[^\r\n]*|end-of-candidates)\r\n", "");
    }

    private void gather() {
        for (String candidate : candidates) {
            JsonObject body = typed("IceCandidate");
            body.addProperty("candidate", candidate);
            body.addProperty("sdpMid", "0");
            body.addProperty("sdpMLineIndex", 0);
            JsonObject data = new JsonObject();
            data.add("candidate", body);
            tell("IceCandidateFound", data);
        }
        tell("IceGatheringDone", new JsonObject());
    }

    private static JsonArray states(String type, String state) {
        JsonArray all = new JsonArray();
        if (!state.isEmpty()) {
            JsonObject one = typed(type);
            one.addProperty("streamId", "1");
            one.addProperty("state", state);
            if (type.equals("IceConnection")) {
                one.addProperty("componentId", 1);
            } else {
                one.addProperty("componentId", "1");
                one.addProperty("connectionId", "1");
            }
            all.add(one);
        }
        return all;
    }

    private boolean flows(JsonObject arguments, boolean thatWay) {
        return thatWay && flowing.contains(arguments.get("mediaType").getAsString());
    }

    private void add(JsonObject candidate) {
        try {
            Now.done(Objects.requireNonNull(session)
                    .addCandidates(List.of(candidate.get("candidate").getAsString())));
        } catch (MediaException refused) {
            throw new SimulatedError(40401, String.valueOf(refused.getMessage()));
        }
    }

    private void requestKeyframe() {
        SimulatedWebRtc asked = session instanceof PublishSession ? this : origin(true);
        PublishSession publishing = asked == null ? null : asked.publisher();
        if (publishing != null) {
            publishing.requestKeyframe();
        }
    }

    @Override
    void rewired() {
        if (session instanceof ViewSession viewing) {
            SimulatedWebRtc voice = origin(false);
            SimulatedWebRtc picture = origin(true);
            SimulatedWebRtc shown = voice == null ? picture : voice;
            PerformerId wanted = shown == null ? NOBODY : shown.performer;
            ViewChoice choice = new ViewChoice(Set.of(wanted), picture != null, 0);
            if (!choice.equals(viewing.choice())) {
                viewing.choose(choice).subscribe(done -> {}, gone -> {});
            }
        }
    }

    private void tell(MediaSession of, SessionEvent event) {
        if (event instanceof SessionEvent.Connected) {
            of.statistics().subscribe(figures -> {
                tellPath(figures.transport());
                ice("READY");
                dtls("CONNECTED");
            });
        } else if (event instanceof SessionEvent.MediaFlowing media) {
            tellFlow(media.kind() == MediaKind.VIDEO ? VIDEO : AUDIO, true, of instanceof PublishSession);
        } else if (event instanceof SessionEvent.Closed closed) {
            switch (closed.reason()) {
                case LEFT -> dtls("CLOSED");
                case HANDSHAKE_FAILED -> dtls("FAILED");
                case CONNECT_TIMEOUT -> ice("FAILED");
                default -> {}
            }
        }
    }

    private void tellPath(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return;
        }
        JsonObject pair = typed("IceCandidatePair");
        pair.addProperty("streamId", "1");
        pair.addProperty("componentId", 1);
        pair.addProperty("localCandidate", "candidate:1 1 udp 1 127.0.0.1 9 typ host");
        pair.addProperty(
                "remoteCandidate",
                "candidate:1 1 udp 1 " + address.substring(0, colon) + " " + address.substring(colon + 1)
                        + " typ prflx");
        JsonObject data = new JsonObject();
        data.add("candidatePair", pair);
        tell("NewCandidatePairSelected", data);
    }

    private void ice(String state) {
        iceState = state;
        JsonObject data = new JsonObject();
        data.addProperty("streamId", 1);
        data.addProperty("componentId", 1);
        data.addProperty("state", state);
        tell("IceComponentStateChanged", data);
    }

    private void dtls(String state) {
        dtlsState = state;
        JsonObject data = new JsonObject();
        data.addProperty("streamId", "1");
        data.addProperty("componentId", "1");
        data.addProperty("connectionId", "1");
        data.addProperty("state", state);
        tell("DtlsConnectionStateChange", data);
    }

    private JsonObject stats(String mediaType) {
        return SimulatedStats.of(Objects.requireNonNull(session), mediaType.equals("VIDEO"));
    }

    static JsonObject typed(String type) {
        JsonObject object = new JsonObject();
        object.addProperty("__module__", "kurento");
        object.addProperty("__type__", type);
        return object;
    }

    @Override
    void close() {
        watching.dispose();
        MediaSession open = session;
        if (open != null) {
            open.close().subscribe(done -> {}, gone -> {});
        }
    }
}
