package live.weir.bridge.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Who waits for what: for each thing that is not there yet one list, and in it one entry a request. When the thing is there
 * each loop is woken once, for all its requests.
 */
final class WaitingRoom {

    /** What those who wait are called with. */
    enum News {
        IT_IS_THERE,
        TOO_LONG
    }

    private final int bound;
    private final TreeMap<Long, Map<Executor, Deque<Waiter>>> lists = new TreeMap<>();
    private int waiting;

    private record Waiter(long since, Consumer<News> called) {}

    /** Who has to be called; done outside of any lock. */
    static final class Calls {

        private final List<Map.Entry<Executor, Deque<Waiter>>> due = new ArrayList<>();
        private final News news;

        private Calls(News news) {
            this.news = news;
        }

        boolean isEmpty() {
            return due.isEmpty();
        }

        void make() {
            for (Map.Entry<Executor, Deque<Waiter>> ofLoop : due) {
                ofLoop.getKey()
                        .execute(() -> ofLoop.getValue()
                                .forEach(waiter -> waiter.called().accept(news)));
            }
        }
    }

    WaitingRoom(int bound) {
        this.bound = bound;
    }

    /** False if there is no room left. */
    synchronized boolean enter(long wanted, long now, Executor loop, Consumer<News> called) {
        if (waiting >= bound) {
            return false;
        }
        waiting++;
        lists.computeIfAbsent(wanted, key -> new HashMap<>())
                .computeIfAbsent(loop, key -> new ArrayDeque<>())
                .add(new Waiter(now, called));
        return true;
    }

    /** All who wait for what is at {@code reached}, or before it. */
    synchronized Calls reached(long reached) {
        Calls calls = new Calls(News.IT_IS_THERE);
        while (!lists.isEmpty() && lists.firstKey() <= reached) {
            lists.pollFirstEntry().getValue().entrySet().forEach(ofLoop -> {
                waiting -= ofLoop.getValue().size();
                calls.due.add(ofLoop);
            });
        }
        return calls;
    }

    /** All who came before {@code before}: they are let go with nothing. */
    synchronized Calls overdue(long before) {
        Calls calls = new Calls(News.TOO_LONG);
        for (Iterator<Map<Executor, Deque<Waiter>>> all = lists.values().iterator(); all.hasNext(); ) {
            Map<Executor, Deque<Waiter>> list = all.next();
            list.forEach((loop, waiters) -> take(loop, waiters, before, calls));
            list.values().removeIf(Deque::isEmpty);
            if (list.isEmpty()) {
                all.remove();
            }
        }
        return calls;
    }

    private void take(Executor loop, Deque<Waiter> waiters, long before, Calls calls) {
        Deque<Waiter> gone = new ArrayDeque<>();
        while (!waiters.isEmpty() && waiters.getFirst().since() - before < 0) {
            gone.add(waiters.removeFirst());
            waiting--;
        }
        if (!gone.isEmpty()) {
            calls.due.add(Map.entry(loop, gone));
        }
    }

    synchronized int size() {
        return waiting;
    }
}
