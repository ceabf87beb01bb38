package live.weir.signaling.protocol;

import java.util.Map;
import java.util.function.Function;
import live.weir.signaling.protocol.ClientMessage.Admit;
import live.weir.signaling.protocol.ClientMessage.Candidate;
import live.weir.signaling.protocol.ClientMessage.Choose;
import live.weir.signaling.protocol.ClientMessage.Dismiss;
import live.weir.signaling.protocol.ClientMessage.End;
import live.weir.signaling.protocol.ClientMessage.GoLive;
import live.weir.signaling.protocol.ClientMessage.Hand;
import live.weir.signaling.protocol.ClientMessage.Hello;
import live.weir.signaling.protocol.ClientMessage.Invite;
import live.weir.signaling.protocol.ClientMessage.Layout;
import live.weir.signaling.protocol.ClientMessage.Mute;
import live.weir.signaling.protocol.ClientMessage.Ping;
import live.weir.signaling.protocol.ClientMessage.Promote;
import live.weir.signaling.protocol.ClientMessage.Publish;
import live.weir.signaling.protocol.ClientMessage.Recording;
import live.weir.signaling.protocol.ClientMessage.Remove;
import live.weir.signaling.protocol.ClientMessage.Restart;
import live.weir.signaling.protocol.ClientMessage.Silence;
import live.weir.signaling.protocol.ClientMessage.Subscribe;
import live.weir.signaling.protocol.ClientMessage.Unpublish;
import live.weir.signaling.protocol.ClientMessage.Unsubscribe;

/** How each client message is read from its fields, with the bounds of each. */
final class ClientMessages {

    private static final int TOKEN = 8192;
    private static final int SECRET = 256;
    private static final int NAME = 40;
    private static final int ID = 64;
    /** What fits a frame; engines have bounds of their own. */
    private static final int SDP = 60_000;

    private static final int MOST_PERFORMERS = 32;
    private static final int MOST_CANDIDATES = 64;
    private static final int CANDIDATE = 512;
    private static final int TALLEST = 8640;
    private static final int WEEK_MINUTES = 10_080;

    static final Map<String, Function<Fields, ClientMessage>> READERS = Map.ofEntries(
            Map.entry("hello", ClientMessages::hello),
            Map.entry("ping", fields -> new Ping(fields.ref())),
            Map.entry(
                    "publish",
                    fields -> new Publish(
                            fields.oneOf("source", WireNames.SOURCES), fields.text("sdp", SDP), fields.ref())),
            Map.entry("unpublish", fields -> new Unpublish(fields.oneOf("source", WireNames.SOURCES), fields.ref())),
            Map.entry("subscribe", ClientMessages::subscribe),
            Map.entry("choose", ClientMessages::choose),
            Map.entry("unsubscribe", fields -> new Unsubscribe(fields.text("session", ID), fields.ref())),
            Map.entry(
                    "candidate",
                    fields -> new Candidate(
                            fields.text("session", ID),
                            fields.texts("candidates", 1, MOST_CANDIDATES, CANDIDATE),
                            fields.ref())),
            Map.entry(
                    "restart",
                    fields -> new Restart(fields.text("session", ID), fields.text("sdp", SDP), fields.ref())),
            Map.entry("mute", fields -> new Mute(fields.flag("audio"), fields.flag("video"), fields.ref())),
            Map.entry("hand", fields -> new Hand(fields.flag("raised"), fields.ref())),
            Map.entry("go-live", fields -> new GoLive(fields.ref())),
            Map.entry("end", fields -> new End(fields.ref())),
            Map.entry(
                    "layout",
                    fields -> new Layout(
                            fields.oneOf("name", WireNames.LAYOUTS), fields.optional("spotlight", ID), fields.ref())),
            Map.entry(
                    "invite",
                    fields -> new Invite(
                            fields.optionalName("name", NAME),
                            fields.number("minutes", 1, WEEK_MINUTES),
                            fields.ref())),
            Map.entry("admit", fields -> new Admit(fields.text("performer", ID), fields.ref())),
            Map.entry("dismiss", fields -> new Dismiss(fields.text("performer", ID), fields.ref())),
            Map.entry("remove", fields -> new Remove(fields.text("performer", ID), fields.ref())),
            Map.entry("promote", fields -> new Promote(fields.text("viewer", ID), fields.ref())),
            Map.entry("silence", fields -> new Silence(fields.text("performer", ID), fields.ref())),
            Map.entry("record", fields -> new Recording(fields.flag("on"), fields.ref())));

    private ClientMessages() {}

    private static Hello hello(Fields fields) {
        return new Hello(
                fields.oneOf("as", WireNames.COMING_AS),
                fields.optional("token", TOKEN),
                fields.optional("invitation", SECRET),
                fields.optional("pass", TOKEN),
                fields.optionalName("name", NAME),
                fields.optional("resume", SECRET),
                fields.ref());
    }

    private static Subscribe subscribe(Fields fields) {
        return new Subscribe(
                fields.text("sdp", SDP),
                fields.texts("performers", 0, MOST_PERFORMERS, ID),
                fields.flag("video", true),
                fields.number("maxHeight", 0, TALLEST, 0),
                fields.ref());
    }

    private static Choose choose(Fields fields) {
        return new Choose(
                fields.text("session", ID),
                fields.texts("performers", 0, MOST_PERFORMERS, ID),
                fields.flag("video", true),
                fields.number("maxHeight", 0, TALLEST, 0),
                fields.ref());
    }
}
