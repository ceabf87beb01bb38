package live.weir.platform.delivery;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;

/**
 * Marks of viewers, each once: open addressing over plain numbers, because a set of boxed ones takes five times the memory. It
 * grows and never shrinks. Looking takes no lock, since most who are noted are noted already; adding does.
 */
final class MarkSet {

    private static final int LEAST = 16;

    private volatile AtomicLongArray places;
    private volatile int size;

    MarkSet(int expected) {
        places = new AtomicLongArray(Math.max(LEAST, Integer.highestOneBit(Math.max(1, expected)) * 4));
    }

    /** @param mark any but zero, and as good as random, so that it is its own hash */
    boolean contains(long mark) {
        AtomicLongArray all = places;
        return all.get(placeOf(mark, all)) == mark;
    }

    /** Whether it is new. */
    synchronized boolean add(long mark) {
        AtomicLongArray all = places;
        int place = placeOf(mark, all);
        if (all.get(place) == mark) {
            return false;
        }
        all.set(place, mark);
        size = size + 1;
        if (size * 2 > all.length()) {
            grow(all);
        }
        return true;
    }

    /** Where it is, or where it would be: half of the places are free, so that the search ends soon. */
    private static int placeOf(long mark, AtomicLongArray all) {
        int mask = all.length() - 1;
        int place = (int) mark & mask;
        long there = all.get(place);
        while (there != mark && there != 0) {
            place = (place + 1) & mask;
            there = all.get(place);
        }
        return place;
    }

    private void grow(AtomicLongArray all) {
        AtomicLongArray larger = new AtomicLongArray(all.length() * 2);
        for (int at = 0; at < all.length(); at++) {
            long mark = all.get(at);
            if (mark != 0) {
                larger.set(placeOf(mark, larger), mark);
            }
        }
        places = larger;
    }

    int size() {
        return size;
    }

    void forEach(LongConsumer taker) {
        AtomicLongArray all = places;
        for (int at = 0; at < all.length(); at++) {
            long mark = all.get(at);
            if (mark != 0) {
                taker.accept(mark);
            }
        }
    }
}
