package live.weir.platform.bench;

/**
 * What became of one request.
 *
 * @param status 0 if the connection broke before there was one
 * @param stale whether the node said that it could not ask its source
 * @param nanos since the moment at which the request was due, not since it was sent: a server that stops for a second
 *     delays all who would have come in that second
 * @param at when the answer was complete ({@link System#nanoTime})
 */
record Answer(Route route, int status, boolean stale, long nanos, long at) {

    /** Sees every answer, on the generator's thread. */
    interface Listener {
        void onAnswer(Answer answer);
    }
}
