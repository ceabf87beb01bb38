package live.weir.bridge.tap;

import live.weir.bridge.rtp.RtpView;

/** Takes a track's packets in order. */
interface TrackReader extends ReorderBuffer.Ordered {

    void report(long ntpTime, int rtpTime, long arrivedAt);

    /** Another sender: what is in the making is none any more. */
    void restart();

    /** Units handed on. */
    long units();

    /** Well-formed, and with a payload? */
    static boolean wrap(RtpView view, byte[] bytes, int length) {
        return view.wrap(bytes, 0, length) && view.payloadLength() > 0;
    }
}
