package live.weir.platform.chat.room;

import java.time.Clock;
import live.weir.platform.chat.history.ChatHistory;
import live.weir.platform.chat.history.HistoryBuffer;
import live.weir.platform.chat.protocol.ChatCodec;
import live.weir.platform.chat.words.Scorer;
import live.weir.platform.live.LiveBroadcasts;

/** What all rooms of a node share. */
record RoomParts(
        RoomLog log,
        RoomTally tally,
        ChatCodec codec,
        HistoryBuffer buffer,
        ChatHistory history,
        HeldMessages held,
        Memberships memberships,
        LiveBroadcasts live,
        RaidShield raids,
        ChatSettings.Raid raidBounds,
        Scorer scorer,
        Liveliness liveliness,
        ChatMeters meters,
        Clock clock) {}
