package live.weir.platform.chat.protocol;

import java.util.Map;
import java.util.function.Function;
import live.weir.platform.chat.protocol.ClientMessage.Ban;
import live.weir.platform.chat.protocol.ClientMessage.Clear;
import live.weir.platform.chat.protocol.ClientMessage.Delete;
import live.weir.platform.chat.protocol.ClientMessage.Edit;
import live.weir.platform.chat.protocol.ClientMessage.EndPoll;
import live.weir.platform.chat.protocol.ClientMessage.Hello;
import live.weir.platform.chat.protocol.ClientMessage.History;
import live.weir.platform.chat.protocol.ClientMessage.Lift;
import live.weir.platform.chat.protocol.ClientMessage.OpenPoll;
import live.weir.platform.chat.protocol.ClientMessage.Pin;
import live.weir.platform.chat.protocol.ClientMessage.Ping;
import live.weir.platform.chat.protocol.ClientMessage.React;
import live.weir.platform.chat.protocol.ClientMessage.Review;
import live.weir.platform.chat.protocol.ClientMessage.Say;
import live.weir.platform.chat.protocol.ClientMessage.Settings;
import live.weir.platform.chat.protocol.ClientMessage.SignIn;
import live.weir.platform.chat.protocol.ClientMessage.Timeout;
import live.weir.platform.chat.protocol.ClientMessage.Vote;

/** How each client message is read from its fields, with the bounds of each. */
final class ClientMessages {

    private static final int TOKEN = 8192;
    private static final int ID = 64;
    /** In UTF-16 units, so that 500 characters fit whatever they are; what they are is looked at later. */
    private static final int TEXT = 2000;

    private static final int HANDLE = 64;
    private static final int REASON = 200;
    private static final int EMOJI = 32;
    private static final int QUESTION = 200;
    private static final int CHOICE = 80;
    private static final int MOST_CHOICES = 10;
    private static final int LONGEST_POLL = 86_400;
    private static final int LONGEST_TIMEOUT = 1_209_600;
    private static final int SLOWEST = 3_600;
    private static final int LONGEST_FOLLOW = 129_600;
    private static final int LARGEST_PAGE = 100;
    private static final int PAGE = 50;

    static final String SAY = "say";

    static final Map<String, Function<Fields, ClientMessage>> READERS = Map.ofEntries(
            Map.entry("hello", ClientMessages::hello),
            Map.entry("sign-in", fields -> new SignIn(fields.text("token", TOKEN), fields.ref())),
            Map.entry("ping", fields -> new Ping(fields.ref())),
            Map.entry(
                    SAY,
                    fields ->
                            new Say(fields.text("id", ID), fields.text("text", TEXT), fields.optionalSeq("reply", 1))),
            Map.entry("edit", fields -> new Edit(fields.seq("seq"), fields.text("text", TEXT), fields.ref())),
            Map.entry("delete", fields -> new Delete(fields.seq("seq"), fields.ref())),
            Map.entry(
                    "react",
                    fields -> new React(fields.text("emoji", EMOJI), fields.optionalSeq("seq", 1), fields.ref())),
            Map.entry("history", ClientMessages::history),
            Map.entry(
                    "vote",
                    fields -> new Vote(
                            fields.text("poll", ID), fields.number("choice", 0, MOST_CHOICES - 1), fields.ref())),
            Map.entry(
                    "timeout",
                    fields -> new Timeout(
                            fields.text("who", HANDLE),
                            fields.number("seconds", 1, LONGEST_TIMEOUT),
                            fields.optional("reason", REASON),
                            fields.ref())),
            Map.entry("ban", ClientMessages::ban),
            Map.entry("lift", fields -> new Lift(fields.text("who", HANDLE), fields.ref())),
            Map.entry("clear", fields -> new Clear(fields.text("who", HANDLE), fields.ref())),
            Map.entry("pin", fields -> new Pin(fields.optionalSeq("seq", 1), fields.ref())),
            Map.entry(
                    "poll",
                    fields -> new OpenPoll(
                            fields.text("question", QUESTION),
                            fields.texts("choices", 2, MOST_CHOICES, CHOICE),
                            fields.number("seconds", 5, LONGEST_POLL, 300),
                            fields.ref())),
            Map.entry("end-poll", fields -> new EndPoll(fields.text("poll", ID), fields.ref())),
            Map.entry("settings", ClientMessages::settings),
            Map.entry("review", fields -> new Review(fields.text("held", ID), fields.flag("allow"), fields.ref())));

    private ClientMessages() {}

    private static Hello hello(Fields fields) {
        return new Hello(
                fields.optional("token", TOKEN),
                fields.optional("pass", TOKEN),
                fields.optionalSeq("resume", 0),
                fields.ref());
    }

    private static History history(Fields fields) {
        History history = new History(
                fields.optionalSeq("before", 1),
                fields.optionalSeq("after", 0),
                fields.number("limit", 1, LARGEST_PAGE, PAGE),
                fields.ref());
        if (history.before() != null && history.after() != null) {
            throw fields.refuse("after", "cannot be there beside 'before'.");
        }
        return history;
    }

    private static Ban ban(Fields fields) {
        return new Ban(
                fields.text("who", HANDLE),
                fields.optional("reason", REASON),
                Boolean.TRUE.equals(fields.optionalFlag("network")),
                Boolean.TRUE.equals(fields.optionalFlag("shadow")),
                fields.ref());
    }

    private static Settings settings(Fields fields) {
        return new Settings(
                fields.optionalOneOf("writers", WireNames.WRITERS),
                fields.optionalNumber("slowSeconds", 0, SLOWEST),
                fields.optionalFlag("emotesOnly"),
                fields.optionalFlag("linksAllowed"),
                fields.optionalFlag("shield"),
                fields.optionalNumber("followMinutes", 0, LONGEST_FOLLOW),
                fields.ref());
    }
}
