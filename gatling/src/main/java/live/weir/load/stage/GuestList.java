package live.weir.load.stage;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Invitations on their way from hosts to guests, by the address of the stage. */
public final class GuestList {

    private final Map<String, Queue<String>> invitations = new HashMap<>();
    private final Map<String, Queue<CompletableFuture<String>>> waiting = new HashMap<>();

    void invite(String stage, String token) {
        CompletableFuture<String> guest;
        synchronized (this) {
            Queue<CompletableFuture<String>> guests = waiting.get(stage);
            guest = guests == null ? null : guests.poll();
            if (guest == null) {
                invitations.computeIfAbsent(stage, any -> new ArrayDeque<>()).add(token);
                return;
            }
        }
        guest.complete(token);
    }

    synchronized CompletableFuture<String> take(String stage) {
        Queue<String> tokens = invitations.get(stage);
        String token = tokens == null ? null : tokens.poll();
        if (token != null) {
            return CompletableFuture.completedFuture(token);
        }
        CompletableFuture<String> guest = new CompletableFuture<>();
        waiting.computeIfAbsent(stage, any -> new ArrayDeque<>()).add(guest);
        return guest;
    }
}
