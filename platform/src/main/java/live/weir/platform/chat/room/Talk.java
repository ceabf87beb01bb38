package live.weir.platform.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import live.weir.platform.chat.history.HistoryStep;
import live.weir.platform.chat.protocol.ClientMessage.Delete;
import live.weir.platform.chat.protocol.ClientMessage.Edit;
import live.weir.platform.chat.protocol.ClientMessage.Say;
import live.weir.platform.chat.protocol.ServerMessage.Ack;
import live.weir.platform.chat.protocol.ServerMessage.Cleared;
import live.weir.platform.chat.protocol.ServerMessage.Deleted;
import live.weir.platform.chat.protocol.ServerMessage.Done;
import live.weir.platform.chat.protocol.ServerMessage.Edited;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.Held;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.Quote;
import live.weir.platform.chat.protocol.ServerMessage.Refused;
import live.weir.platform.chat.words.CleanText;
import live.weir.platform.chat.words.Filters;
import live.weir.platform.identity.TimeOrderedId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people say in a room, from the wish to the event: who may, what it says, and how often. On the room's event loop. */
final class Talk {

    private static final Logger log = LoggerFactory.getLogger(Talk.class);

    private static final Duration EDITABLE = Duration.ofMinutes(5);
    private static final int QUOTED = 80;
    private static final int MOST_MENTIONS = 10;
    private static final int LONGEST_HANDLE = 40;
    /** Over all nodes: nobody reads faster from one person. */
    private static final int LEAST_PAUSE_MILLIS = 200;

    /** Whatever the room's slow mode: programs answer people, and do not talk for them. */
    private static final int BOT_PAUSE_MILLIS = 1_000;

    private static final int REMEMBERED = 1_000;
    private static final int SAME_AGAIN = 3;
    private static final Duration SAME_WITHIN = Duration.ofSeconds(30);

    private final Room room;
    private final RoomParts parts;
    private final Remembered<String, Long> said = new Remembered<>(REMEMBERED);
    private final Remembered<UUID, LastWords> lastWords = new Remembered<>(REMEMBERED);
    private final Remembered<UUID, String> networks = new Remembered<>(REMEMBERED);

    private record LastWords(String text, int times, Instant at) {}

    Talk(Room room, RoomParts parts) {
        this.room = room;
        this.parts = parts;
    }

    /** Where somebody spoke from last; empty if nobody here knows. */
    String networkOf(UUID account) {
        String known = networks.get(account);
        return known == null ? "" : known;
    }

    private Instant now() {
        return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    void say(Listener listener, Speaker speaker, Say say) {
        try {
            String once = speaker.account() + ":" + say.id();
            Long before = room.sequencer().isAlone() ? said.get(once) : null;
            if (before != null) {
                listener.tell(new Ack(say.id(), before, false));
                return;
            }
            networks.put(speaker.account(), speaker.network());
            Sanction sanction = admit(speaker);
            String text = clean(say.text());
            Message message = message(speaker, say, text);
            if (sanction != null) {
                pretend(listener, message);
                return;
            }
            Filters.Verdict verdict = speaker.moderates() ? null : judge(speaker, text);
            if (verdict != null && verdict.hold() && !speaker.isBot()) {
                hold(listener, speaker, message, verdict.reason());
                return;
            }
            if (verdict != null) {
                throw Refusal.blocked(verdict.sentence());
            }
            submit(listener, speaker, message, once);
        } catch (Refusal refusal) {
            refuse(listener, null, say.id(), refusal);
        }
    }

    /** The sanction of somebody who is to believe that it speaks; null for who really may. */
    private @Nullable Sanction admit(Speaker speaker) {
        Instant now = now();
        Sanction sanction = speaker.moderates() || speaker.isBot()
                ? null
                : room.rules().against(speaker.account(), speaker.network());
        Instant until = sanction == null ? null : sanction.until();
        if (sanction != null && sanction.holds(now)) {
            if (sanction.shadow()) {
                return sanction;
            }
            throw until == null
                    ? Refusal.banned(sanction.reason())
                    : Refusal.timedOut(sanction.reason(), Duration.between(now, until));
        }
        return null;
    }

    private static String clean(String text) {
        String clean = CleanText.of(text);
        if (clean.isEmpty()) {
            throw Refusal.invalid("'text' has nothing in it that could be read.");
        }
        if (!CleanText.fits(clean)) {
            throw Refusal.invalid("'text' must have 1 to " + CleanText.LONGEST + " characters.");
        }
        return clean;
    }

    private Message message(Speaker speaker, Say say, String text) {
        return new Message(
                0, say.id(), speaker.person(), text, now(), mentions(text), quote(say.reply()), false, false);
    }

    private @Nullable Quote quote(@Nullable Long seq) {
        if (seq == null) {
            return null;
        }
        Message answered = room.ring().message(seq);
        if (answered == null) {
            throw Refusal.notFound("There is no message " + seq + " any more.");
        }
        return new Quote(seq, answered.from().handle(), CleanText.cut(answered.text(), QUOTED));
    }

    /** Null for none. */
    static @Nullable List<String> mentions(String text) {
        List<String> handles = new ArrayList<>();
        for (int at = text.indexOf('@'); at >= 0 && handles.size() < MOST_MENTIONS; at = text.indexOf('@', at + 1)) {
            int end = at + 1;
            while (end < text.length() && isOfHandle(text.charAt(end))) {
                end++;
            }
            String handle = text.substring(at + 1, end).toLowerCase(Locale.ROOT);
            boolean begins = at == 0 || !isOfHandle(text.charAt(at - 1));
            if (begins && handle.length() > 1 && handle.length() <= LONGEST_HANDLE && !handles.contains(handle)) {
                handles.add(handle);
            }
        }
        return handles.isEmpty() ? null : handles;
    }

    private static boolean isOfHandle(char letter) {
        return (letter < 0x80 && Character.isLetterOrDigit(letter)) || letter == '_' || letter == '-';
    }

    private Filters.@Nullable Verdict judge(Speaker speaker, String text) {
        Filters.Verdict verdict = Filters.judge(text, room.rules().filters());
        if (verdict != null || speaker.isBot()) {
            return verdict;
        }
        if (room.rules().state().shield() && speaker.since().isAfter(now().minus(RaidWatch.YOUNG))) {
            return new Filters.Verdict("young-account", "A moderator looks at this first.", true);
        }
        return timesInARow(speaker.account(), text) >= SAME_AGAIN
                ? new Filters.Verdict("same", "You said this already.", false)
                : null;
    }

    /** With this one. What was refused does not count: it is to be said again. */
    private int timesInARow(UUID account, String text) {
        LastWords last = lastWords.get(account);
        boolean same = last != null && last.text().equals(text) && last.at().isAfter(now().minus(SAME_WITHIN));
        return same && last != null ? last.times() + 1 : 1;
    }

    private void submit(Listener listener, Speaker speaker, Message message, String once) {
        if (!parts.buffer().reserve()) {
            throw Refusal.overloaded();
        }
        int slow = speaker.isBot() ? 0 : room.rules().state().slowSeconds();
        boolean paced = !speaker.moderates() || speaker.isBot();
        long pause = speaker.isBot() ? BOT_PAUSE_MILLIS : Math.max(LEAST_PAUSE_MILLIS, slow * 1_000L);
        room.sequencer()
                .submit(new Draft(
                        once,
                        paced ? speaker.account().toString() : "",
                        paced ? pause : 0,
                        0,
                        message,
                        parts.codec().writeText(message),
                        new SayOutcome(listener, speaker, message, once, slow)));
    }

    private final class SayOutcome implements Draft.Outcome {

        private final Listener listener;
        private final Speaker speaker;
        private final Message message;
        private final String once;
        private final int slow;

        SayOutcome(Listener listener, Speaker speaker, Message message, String once, int slow) {
            this.listener = listener;
            this.speaker = speaker;
            this.message = message;
            this.once = once;
            this.slow = slow;
        }

        @Override
        public void happened(long seq, boolean before) {
            parts.buffer().giveBack();
            if (!before) {
                room.writeDown(message, seq);
                said.put(once, seq);
                String text = message.text();
                UUID account = speaker.account();
                lastWords.put(account, new LastWords(text, timesInARow(account, text), now()));
                parts.meters().said();
                if (!speaker.isBot()) {
                    parts.liveliness().said(room.id(), account, text);
                }
                room.commands().said(message);
            }
            listener.tell(new Ack(message.id(), seq, false));
        }

        @Override
        public void tooSoon(long millis) {
            parts.buffer().giveBack();
            Duration left = Duration.ofMillis(millis);
            refuse(listener, null, message.id(), slow > 0 ? Refusal.slow(slow, left) : Refusal.tooMany(left));
        }

        @Override
        public void overloaded() {
            parts.buffer().giveBack();
            refuse(listener, null, message.id(), Refusal.overloaded());
        }
    }

    /** For the ears of this person alone. */
    private void pretend(Listener listener, Message message) {
        long seq = room.sequencer().last();
        listener.tell(new Message(
                seq,
                message.id(),
                message.from(),
                message.text(),
                message.at(),
                message.mentions(),
                message.reply(),
                false,
                false));
        listener.tell(new Ack(message.id(), seq, false));
    }

    private void hold(Listener listener, Speaker speaker, Message message, String reason) {
        room.raidWatch().spoke(speaker.account());
        UUID id = TimeOrderedId.next();
        Held held = new Held(
                id.toString(),
                message.from(),
                message.text(),
                message.at(),
                reason,
                Math.round(parts.scorer().unfriendliness(message.text()) * 100) / 100.0);
        room.own(parts.held()
                .keep(room.id(), new HeldMessages.HeldMessage(id, message.id(), held))
                .subscribe(done -> {}, away -> refuse(listener, null, message.id(), Refusal.overloaded()), () -> {
                    listener.tell(new Ack(message.id(), 0, true));
                    room.execute(() -> room.passing().tellModeratorsEverywhere(held));
                }));
    }

    /** What a moderator lets through. */
    void release(HeldMessages.HeldMessage held) {
        Message message = new Message(
                0,
                held.said(),
                held.held().from(),
                held.held().text(),
                held.held().at(),
                mentions(held.held().text()),
                null,
                false,
                false);
        happen(message, held.held().from().id() + ":" + held.said(), 0, seq -> {
            room.writeDown(message, seq);
            parts.liveliness()
                    .said(room.id(), UUID.fromString(held.held().from().id()), message.text());
        });
    }

    void edit(Listener listener, Speaker speaker, Edit edit) {
        try {
            if (admit(speaker) != null) {
                listener.tell(new Done(edit.ref()));
                return;
            }
            String text = clean(edit.text());
            Filters.Verdict verdict = speaker.moderates()
                    ? null
                    : Filters.judge(text, room.rules().filters());
            if (verdict != null) {
                throw Refusal.blocked(verdict.sentence());
            }
            Message message = room.ring().message(edit.seq());
            if (message == null || !isAuthor(message, speaker)) {
                throw Refusal.notFound("There is no message " + edit.seq() + " of yours that can be changed.");
            }
            if (message.at().isBefore(now().minus(EDITABLE))) {
                throw Refusal.conflict("It was said too long ago to be changed.");
            }
            Edited edited = new Edited(0, shortId(), edit.seq(), text, now(), mentions(text));
            List<String> mentions = edited.mentions();
            happen(edited, "", 0, seq -> {
                parts.buffer()
                        .force(new HistoryStep.Edited(
                                room.id(),
                                message,
                                text,
                                mentions == null ? "" : String.join(",", mentions),
                                edited.at()));
                listener.tell(new Done(edit.ref()));
            });
        } catch (Refusal refusal) {
            refuse(listener, edit.ref(), null, refusal);
        }
    }

    private static boolean isAuthor(Message message, Speaker speaker) {
        return message.from().id().equals(speaker.person().id());
    }

    /** Everybody their own, moderators anybody's; what the room no longer has at hand is looked up. */
    void delete(Listener listener, Speaker speaker, Delete delete) {
        Message known = room.ring().message(delete.seq());
        if (known != null || speaker.moderates()) {
            delete(listener, speaker, delete, known);
            return;
        }
        room.own(parts.history()
                .before(room.id(), delete.seq() + 1, 1)
                .subscribe(
                        found -> room.execute(() -> delete(listener, speaker, delete, exact(found, delete.seq()))),
                        away -> refuse(listener, delete.ref(), null, Refusal.overloaded())));
    }

    private static @Nullable Message exact(List<Event> found, long seq) {
        return !found.isEmpty() && found.get(0) instanceof Message message && message.seq() == seq ? message : null;
    }

    private void delete(Listener listener, Speaker speaker, Delete delete, @Nullable Message message) {
        boolean own = message != null && isAuthor(message, speaker);
        if ((!own && !speaker.moderates()) || delete.seq() > room.sequencer().last()) {
            refuse(
                    listener,
                    delete.ref(),
                    null,
                    Refusal.notFound("There is no message " + delete.seq() + " of yours."));
            return;
        }
        String subject = message == null ? "" : message.from().handle();
        delete(delete.seq(), own ? "author" : "moderator", seq -> {
            if (!own) {
                note(speaker.person().handle(), "deleted", subject, Long.toString(delete.seq()));
            }
            listener.tell(new Done(delete.ref()));
        });
    }

    void delete(long seq, String by, Consumer<Long> then) {
        Deleted deleted = new Deleted(0, shortId(), seq, by, now());
        Message known = room.ring().message(seq);
        happen(deleted, "", seq, number -> {
            parts.buffer().force(new HistoryStep.Deleted(room.id(), seq, known, by, deleted.at()));
            then.accept(number);
        });
    }

    /** All that somebody said. */
    void clear(UUID account, String handle) {
        Cleared cleared = new Cleared(0, shortId(), handle, now());
        happen(
                cleared,
                "",
                0,
                seq -> parts.buffer().force(new HistoryStep.Cleared(room.id(), account, "moderator", cleared.at())));
    }

    /** Something that nobody has to wait for. */
    void happen(Event event, String once, long deletes, Consumer<Long> then) {
        room.sequencer()
                .submit(new Draft(once, "", 0, deletes, event, parts.codec().writeText(event), new Draft.Outcome() {
                    @Override
                    public void happened(long seq, boolean before) {
                        if (!before) {
                            then.accept(seq);
                        }
                    }

                    @Override
                    public void tooSoon(long millis) {}

                    @Override
                    public void overloaded() {
                        log.warn(
                                "Too much waits in the room {}: {} was left out",
                                room.id(),
                                event.getClass().getSimpleName());
                    }
                }));
    }

    void note(String actor, String action, String subject, String detail) {
        parts.buffer()
                .force(new HistoryStep.Moderated(
                        room.id(), TimeOrderedId.next(), now(), actor, action, subject, detail));
    }

    static String shortId() {
        return Long.toString(TimeOrderedId.next().getLeastSignificantBits() & Long.MAX_VALUE, 36);
    }

    void refuse(Listener listener, @Nullable String ref, @Nullable String id, Refusal refusal) {
        String type = refusal.problem().type();
        parts.meters().refused(type.substring(type.lastIndexOf(':') + 1));
        listener.tell(new Refused(ref, id, refusal.problem()));
    }
}
