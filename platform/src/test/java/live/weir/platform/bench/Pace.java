package live.weir.platform.bench;

import java.util.SplittableRandom;

/** When the next request is due. Belongs to one stint. */
abstract class Pace {

    /** As soon as a connection is free. */
    static Pace closed() {
        return new Pace() {
            @Override
            void begin(long now) {}

            @Override
            long due(long now) {
                return now;
            }

            @Override
            void advance() {}
        };
    }

    /** At random (Poisson) moments, on average so many a second: what many independent people do. */
    static Pace open(double perSecond) {
        return new Pace() {
            private final SplittableRandom random = new SplittableRandom(42);
            private long next;

            @Override
            void begin(long now) {
                next = now;
            }

            @Override
            long due(long now) {
                return next;
            }

            @Override
            void advance() {
                next += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / perSecond);
            }
        };
    }

    abstract void begin(long now);

    abstract long due(long now);

    /** One was sent. */
    abstract void advance();
}
