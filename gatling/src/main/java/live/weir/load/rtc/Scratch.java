package live.weir.load.rtc;

import io.netty.util.concurrent.FastThreadLocal;

/** Room for a packet as it came, and as it reads; one of each per event loop. */
final class Scratch {

    static final int ROOM = 2048;

    private static final FastThreadLocal<Scratch> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
            return new Scratch();
        }
    };

    final byte[] sealed = new byte[ROOM];
    final byte[] clear = new byte[ROOM];

    static Scratch get() {
        return OF_LOOP.get();
    }
}
