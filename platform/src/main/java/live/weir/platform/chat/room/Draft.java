package live.weir.platform.chat.room;

import live.weir.platform.chat.protocol.ServerMessage.Event;

/**
 * What somebody wants to happen in a room.
 *
 * @param once see {@link RoomLog.Draft}
 * @param slow whose pace is kept, or nobody's
 * @param deletes the number of what it deletes, or 0
 * @param event without a number
 * @param payload the event's JSON
 * @param outcome is told once, on the room's event loop
 */
record Draft(String once, String slow, long pauseMillis, long deletes, Event event, String payload, Outcome outcome) {

    /** What became of it. */
    interface Outcome {

        /** @param seq its number, also where it happened before */
        void happened(long seq, boolean before);

        void tooSoon(long millis);

        void overloaded();
    }

    RoomLog.Draft words() {
        return new RoomLog.Draft(once, slow, pauseMillis, deletes, payload);
    }

    /** As it is told to the others later: it happened already, so nobody's pace is kept. */
    Draft as(Event changed, long deleted, String changedPayload) {
        return new Draft(once, "", 0, deleted, changed, changedPayload, outcome);
    }
}
