package live.weir.load.stage;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.http.TextSocket;
import live.weir.load.rtc.RtcPeer;
import live.weir.load.webrtc.MediaSession;
import live.weir.signaling.protocol.BadMessage;
import live.weir.signaling.protocol.ClientMessage;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.protocol.StageCodec;
import live.weir.signaling.protocol.StageMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Somebody at a stage: the socket, and the media that it negotiates. */
final class StageVisit extends MediaSession implements TextSocket.Listener {

    private static final String PROTOCOL = "weir.stage.v1";
    private static final StageCodec CODEC = new StageCodec();
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration STEP_ASIDE = Duration.ofMillis(300);
    private static final int INVITATION_MINUTES = 60;

    private final LoadComponents components;
    private final URI address;
    private final Part part;
    private final int performers;
    private final @Nullable GuestList guests;
    private final Set<String> admitted = new HashSet<>();
    private final Disposable.Composite work = Disposables.composite();
    private volatile @Nullable TextSocket socket;
    private volatile @Nullable RtcPeer peer;
    private volatile String token = "";
    private volatile String invitation = "";
    private volatile String awaited = "welcome";
    private boolean isLive;

    StageVisit(
            Step step, LoadComponents components, URI address, Part part, int performers, @Nullable GuestList guests) {
        super(step);
        this.components = components;
        this.address = URI.create(address.toString().replaceFirst("^http", "ws"));
        this.part = part;
        this.performers = performers;
        this.guests = guests;
    }

    void bring(RtcPeer newPeer) {
        peer = newPeer;
        use(newPeer);
    }

    void comeIn(String newToken) {
        token = newToken;
        Duration patience = components.protocol().patience().multipliedBy(3);
        work.add(Mono.delay(patience)
                .subscribe(any -> giveUp("No " + awaited() + " within " + patience.toSeconds() + " s")));
        if (part == Part.GUEST && guests != null) {
            awaited = "invited";
            CompletableFuture<String> invited = guests.take(address.getPath());
            @SuppressWarnings("unused") // what comes of it, the visit tells
            CompletableFuture<Void> coming = invited.thenAccept(word -> {
                invitation = word;
                beginAgain();
                awaited = "welcome";
                connect();
            });
        } else {
            connect();
        }
    }

    private void connect() {
        TextSocket opened = TextSocket.open(
                components.http(),
                address,
                PROTOCOL,
                Map.of(),
                components.protocol().patience(),
                this);
        socket = opened;
        work.add(Flux.interval(HEARTBEAT).onBackpressureDrop().subscribe(any -> send(new ClientMessage.Ping(null))));
        onClose(opened::close);
    }

    @Override
    public void opened(TextSocket opened) {
        ClientMessage.As as = part == Part.VIEWER ? ClientMessage.As.VIEWER : ClientMessage.As.PERFORMER;
        opened.send(text(new ClientMessage.Hello(
                as,
                token.isEmpty() ? null : token,
                invitation.isEmpty() ? null : invitation,
                null,
                part == Part.GUEST ? "Guest" : null,
                null,
                "hello")));
    }

    private static String text(StageMessage message) {
        return new String(CODEC.write(message), StandardCharsets.UTF_8);
    }

    private void send(ClientMessage message) {
        TextSocket open = socket;
        if (open != null) {
            open.send(text(message));
        }
    }

    @Override
    public void text(String frame) {
        ServerMessage message;
        try {
            message = CODEC.readServer(frame);
        } catch (BadMessage unlike) {
            giveUp("The server's message cannot be read: " + unlike.getMessage());
            return;
        }
        if (message instanceof ServerMessage.Welcome) {
            welcomed();
        } else if (message instanceof ServerMessage.StageView view) {
            saw(view);
        } else if (message instanceof ServerMessage.Published published) {
            answered(published.sdp());
        } else if (message instanceof ServerMessage.Subscribed subscribed) {
            answered(subscribed.sdp());
        } else if (message instanceof ServerMessage.Invitation invited && guests != null) {
            guests.invite(address.getPath(), invited.token());
        } else if (message instanceof ServerMessage.Refused refused) {
            refused(refused);
        } else if (message instanceof ServerMessage.SessionEnded ended) {
            failed("The server ended the session: " + ended.reason());
        } else if (message instanceof ServerMessage.Bye bye) {
            failed("The server said goodbye: " + bye.reason());
        }
    }

    private void welcomed() {
        step().reached("welcome");
        awaited = "answer";
        if (part != Part.VIEWER) {
            offer();
        }
    }

    private void offer() {
        RtcPeer own = peer;
        if (own != null) {
            own.offer(components.local())
                    .thenAccept(sdp -> send(
                            part == Part.VIEWER
                                    ? new ClientMessage.Subscribe(sdp, List.of(), true, 0, "media")
                                    : new ClientMessage.Publish(Source.CAMERA, sdp, "media")))
                    .exceptionally(failed -> {
                        giveUp(String.valueOf(failed.getMessage()));
                        return null;
                    });
        }
    }

    private void answered(String sdp) {
        RtcPeer own = peer;
        step().reached("answer");
        awaited = "connected";
        if (own != null) {
            own.connect(sdp);
        }
    }

    private void saw(ServerMessage.StageView view) {
        boolean live = view.state() == ServerMessage.State.LIVE;
        if (live && !isLive) {
            isLive = true;
            if (part == Part.HOST) {
                step().reached("live");
                begin();
            } else if (part == Part.VIEWER) {
                beginAgain(); // it came before the show did: what it waits for begins now
                offer();
            }
        }
        if (part == Part.HOST) {
            for (ServerMessage.PerformerView performer : view.performers()) {
                if (!performer.onStage() && !performer.sources().isEmpty() && admitted.add(performer.id())) {
                    send(new ClientMessage.Admit(performer.id(), null));
                }
            }
        }
    }

    private void refused(ServerMessage.Refused refused) {
        String detail = refused.problem().detail();
        if (hasBegun()) {
            step().wentWrong("refused", detail);
        } else {
            giveUp(detail);
        }
    }

    @Override
    public void connected() {
        super.connected();
        switch (part) {
            case HOST -> {
                awaited = "live";
                send(new ClientMessage.GoLive("live"));
                inviteAll();
            }
            case GUEST -> begin();
            case VIEWER -> awaited = "first packet";
        }
    }

    /** One after another: a socket takes ten messages a second. */
    private void inviteAll() {
        if (guests != null) {
            work.add(Flux.interval(STEP_ASIDE)
                    .take(performers)
                    .subscribe(any -> send(new ClientMessage.Invite("Guest", INVITATION_MINUTES, null))));
        }
    }

    @Override
    public void firstPacket() {
        awaited = "first keyframe";
        step().reached("first packet");
    }

    @Override
    public void firstKeyframe() {
        if (!hasBegun()) {
            step().reached("first keyframe");
            begin();
        }
    }

    @Override
    protected String awaited() {
        return awaited;
    }

    @Override
    public void ended(String reason) {
        failed(reason);
    }

    @Override
    public void close() {
        super.close();
        work.dispose();
    }
}
