package live.weir.platform.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.weir.platform.chat.protocol.ClientMessage.OpenPoll;
import live.weir.platform.chat.protocol.ClientMessage.React;
import live.weir.platform.chat.protocol.ClientMessage.Vote;
import live.weir.platform.chat.protocol.ServerMessage;
import live.weir.platform.chat.protocol.ServerMessage.Burst;
import live.weir.platform.chat.protocol.ServerMessage.Choice;
import live.weir.platform.chat.protocol.ServerMessage.Done;
import live.weir.platform.chat.protocol.ServerMessage.Held;
import live.weir.platform.chat.protocol.ServerMessage.Poll;
import live.weir.platform.chat.protocol.ServerMessage.PollOpened;
import live.weir.platform.chat.protocol.ServerMessage.Reacted;
import live.weir.platform.chat.protocol.ServerMessage.Reactions;
import live.weir.platform.chat.protocol.ServerMessage.Reviewed;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import live.weir.platform.chat.protocol.ServerMessage.Votes;
import live.weir.platform.chat.words.CleanText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * What is not remembered: reactions, a poll's running votes, words among moderators. Added up for a moment, then told here
 * and to the other nodes' listeners. On the room's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks on event loops, which end with them
final class PassingWords {

    private static final Logger log = LoggerFactory.getLogger(PassingWords.class);
    private static final long GATHERED_MILLIS = 300;
    private static final int MOST_KINDS = 50;
    private static final String POLL_ENDED = "poll-ended";

    private final Room room;
    private final RoomParts parts;
    private final Map<String, Long> burst = new LinkedHashMap<>();
    private final Map<String, Reacted> totals = new LinkedHashMap<>();
    private final Disposable.Swap counting = Disposables.swap();
    private boolean tellDue;
    private @Nullable Poll poll;
    private boolean voted;

    PassingWords(Room room, RoomParts parts) {
        this.room = room;
        this.parts = parts;
        room.own(counting);
    }

    // Reactions.

    void react(Listener listener, Speaker speaker, React react) {
        if (!isEmoji(react.emoji())) {
            room.talk().refuse(listener, react.ref(), null, Refusal.invalid("'emoji' must be one emoji or :emote:."));
            return;
        }
        Sanction sanction = room.rules().against(speaker.account(), speaker.network());
        if (sanction != null && sanction.holds(parts.clock().instant())) {
            answer(listener, react.ref());
            return;
        }
        Long seq = react.seq();
        if (seq == null) {
            if (burst.size() < MOST_KINDS || burst.containsKey(react.emoji())) {
                burst.merge(react.emoji(), 1L, Long::sum);
            }
            parts.liveliness().reacted(room.id());
            answer(listener, react.ref());
            tellSoon();
            return;
        }
        if (room.ring().message(seq) == null) {
            room.talk()
                    .refuse(listener, react.ref(), null, Refusal.notFound("There is no message " + seq + " any more."));
            return;
        }
        room.own(parts.tally()
                .react(room.id().toString(), seq, react.emoji(), speaker.account())
                .subscribe(
                        count -> room.execute(() -> {
                            parts.liveliness().reacted(room.id());
                            totals.put(seq + react.emoji(), new Reacted(seq, react.emoji(), count));
                            answer(listener, react.ref());
                            tellSoon();
                        }),
                        away -> room.talk().refuse(listener, react.ref(), null, Refusal.overloaded())));
    }

    private static void answer(Listener listener, @Nullable String ref) {
        if (ref != null) {
            listener.tell(new Done(ref));
        }
    }

    private static boolean isEmoji(String text) {
        boolean named = text.length() > 2 && text.startsWith(":") && text.endsWith(":");
        return CleanText.of(text).equals(text)
                && (named || text.codePoints().noneMatch(point -> point < 0x80 || Character.isLetter(point)));
    }

    private void tellSoon() {
        if (!tellDue) {
            tellDue = true;
            room.loop().schedule(this::tellReactions, GATHERED_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tellReactions() {
        tellDue = false;
        if (room.isClosed()) {
            return;
        }
        List<Burst> bursts = new ArrayList<>();
        burst.forEach((emoji, count) -> bursts.add(new Burst(emoji, count)));
        tellEverywhere(new Reactions(bursts, List.copyOf(totals.values())));
        burst.clear();
        totals.clear();
    }

    private void tellEverywhere(ServerMessage message) {
        byte[] json = parts.codec().write(message);
        room.tellInPassing(json);
        tellOthers(message);
    }

    private void tellOthers(ServerMessage message) {
        room.own(parts.tally()
                .tell(room.id().toString(), parts.codec().writeText(message))
                .subscribe(
                        done -> {},
                        away -> log.debug("Other nodes do not hear what is said in passing: {}", away.getMessage())));
    }

    void tellModeratorsEverywhere(ServerMessage message) {
        room.tellModerators(message);
        tellOthers(message);
    }

    /** From another node. */
    void heard(String json) {
        ServerMessage message = parts.codec().readServer(json);
        if (message instanceof Held || message instanceof Reviewed) {
            room.tellModerators(message);
        } else if (message != null) {
            room.tellInPassing(parts.codec().write(message));
        }
    }

    // Polls.

    void open(Listener listener, Speaker speaker, OpenPoll wish) {
        if (poll != null) {
            room.talk().refuse(listener, wish.ref(), null, Refusal.conflict("There is a poll already: end it first."));
            return;
        }
        String question = CleanText.of(wish.question());
        List<Choice> choices = wish.choices().stream()
                .map(text -> new Choice(CleanText.of(text), 0))
                .toList();
        if (question.isEmpty()
                || choices.stream().anyMatch(choice -> choice.text().isEmpty())) {
            room.talk().refuse(listener, wish.ref(), null, Refusal.invalid("A question and its choices can be read."));
            return;
        }
        String id = Talk.shortId();
        Instant endsAt = parts.clock().instant().plus(Duration.ofSeconds(wish.seconds()));
        Poll opened = new Poll(id, question, choices, endsAt, true);
        room.talk().happen(new PollOpened(0, Talk.shortId(), opened), "", 0, seq -> {
            room.talk().note(speaker.person().handle(), "poll", question, id);
            listener.tell(new Done(wish.ref()));
        });
    }

    void end(Listener listener, String id, @Nullable String ref) {
        if (poll == null || !poll.id().equals(id)) {
            room.talk().refuse(listener, ref, null, Refusal.notFound("There is no such poll."));
            return;
        }
        room.talk().happen(ended(id), POLL_ENDED + id, 0, seq -> listener.tell(new Done(ref)));
    }

    private SystemEvent ended(String id) {
        return new SystemEvent(
                0, POLL_ENDED + "-" + id, POLL_ENDED, parts.clock().instant(), id);
    }

    void vote(Listener listener, Speaker speaker, Vote vote) {
        Poll now = poll;
        if (now == null
                || !now.id().equals(vote.poll())
                || vote.choice() >= now.choices().size()) {
            room.talk().refuse(listener, vote.ref(), null, Refusal.notFound("There is no such poll or choice."));
            return;
        }
        room.own(parts.tally()
                .vote(room.id().toString(), vote.poll(), vote.choice(), speaker.account())
                .subscribe(
                        done -> {},
                        away -> room.talk().refuse(listener, vote.ref(), null, Refusal.overloaded()),
                        () -> {
                            voted = true;
                            listener.tell(new Done(vote.ref()));
                        }));
    }

    /** Every node's room hears of each poll, and counts for its own listeners. */
    void happened(Numbered event) {
        if (event.event() instanceof PollOpened opened
                && opened.poll().endsAt().isAfter(parts.clock().instant())) {
            poll = opened.poll();
            voted = true;
            room.loop().schedule(this::countVotes, 1, TimeUnit.SECONDS);
        } else if (event.event() instanceof SystemEvent system
                && system.event().equals(POLL_ENDED)
                && poll != null
                && poll.id().equals(system.text())) {
            count(false);
        }
    }

    private void countVotes() {
        Poll now = poll;
        if (now == null || room.isClosed()) {
            return;
        }
        if (!now.endsAt().isAfter(parts.clock().instant())) {
            // Known by its name, so that it ends once, whichever node sees it first.
            room.talk().happen(ended(now.id()), POLL_ENDED + now.id(), 0, seq -> {});
            room.loop().schedule(this::countVotes, 1, TimeUnit.SECONDS);
            return;
        }
        count(true);
        room.loop().schedule(this::countVotes, 1, TimeUnit.SECONDS);
    }

    private void count(boolean open) {
        Poll now = poll;
        if (now == null || (open && room.here() == 0)) {
            return;
        }
        if (!open) {
            poll = null;
        }
        counting.update(parts.tally()
                .votes(room.id().toString(), now.id(), now.choices().size())
                .subscribe(
                        votes -> room.execute(() -> tellVotes(now, votes, open)),
                        away -> log.debug("The votes cannot be counted now: {}", away.getMessage())));
    }

    private void tellVotes(Poll of, List<Long> votes, boolean open) {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < votes.size(); i++) {
            choices.add(new Choice(of.choices().get(i).text(), votes.get(i)));
        }
        Poll counted = new Poll(of.id(), of.question(), choices, of.endsAt(), open);
        boolean changed = poll == null || !choices.equals(poll.choices());
        if (!open) {
            room.tellAll(new Votes(counted));
        } else if (changed || voted) {
            voted = false;
            poll = counted;
            room.tellInPassing(parts.codec().write(new Votes(counted)));
        }
    }

    /** Who comes in hears of the running poll. */
    void greet(Listener listener) {
        if (poll != null) {
            listener.tell(new Votes(poll));
        }
    }
}
