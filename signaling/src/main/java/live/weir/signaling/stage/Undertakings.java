package live.weir.signaling.stage;

import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a stage has begun and waits for. Results come back through its mailbox; all of it ends with the stage. */
final class Undertakings {

    private final Mailbox mailbox;
    private final Disposable.Composite running = Disposables.composite();

    Undertakings(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    <T> void begin(Mono<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        Disposable.Swap slot = Disposables.swap();
        running.add(slot);
        slot.update(work.doFinally(end -> running.remove(slot))
                .subscribe(
                        result -> mailbox.post(() -> done.accept(result)),
                        failure -> mailbox.post(() -> failed.accept(failure))));
    }

    void beginPlain(Mono<Void> work, Runnable done, Consumer<Throwable> failed) {
        begin(work.thenReturn(Boolean.TRUE), ignored -> done.run(), failed);
    }

    /** Each item in its turn, and its end, whatever it is. */
    <T> Disposable listen(Flux<T> stream, Consumer<T> each, Runnable end) {
        Disposable.Swap slot = Disposables.swap();
        running.add(slot);
        slot.update(stream.doFinally(over -> running.remove(slot))
                .subscribe(
                        item -> mailbox.post(() -> each.accept(item)),
                        failure -> mailbox.post(end),
                        () -> mailbox.post(end)));
        return slot;
    }

    void endAll() {
        running.dispose();
    }
}
