package live.weir.load.compare;

import java.util.function.Supplier;
import live.weir.load.api.HostAccount;
import live.weir.load.api.Preparation;
import live.weir.load.dsl.LoadProtocol;

/**
 * A node that runs: its address and its process are stated. Its owner speaks from several sockets, for each may say five
 * things a second; from no more than it takes, for they listen too.
 */
final class WeirRoom implements ChatContender {

    private static final int EACH_A_SECOND = 4;
    private static final int PRACTICE_RATE = 150;
    private static final int PRACTICE_SECONDS = 75;

    private final ServerProcess process;
    private final ChatAudience audience;
    private final ChatAudience speakers;
    private final Supplier<ChatAudience> others;
    private long said;

    WeirRoom(LoadProtocol protocol, long pid, int rate) throws InterruptedException {
        process = ServerProcess.running(pid);
        HostAccount host = new Preparation(protocol).hosts(1).get(0);
        int port = protocol.base().getPort();
        String path = "/ws/chat/" + host.slug();
        audience = new ChatAudience(port, path, "weir.chat.v1", "{\"type\":\"hello\"}");
        String greeting = "{\"type\":\"hello\",\"token\":\"" + host.token() + "\"}";
        others = () -> new ChatAudience(port, path, "weir.chat.v1", greeting);
        speakers = others.get();
        speakers.grow(speakersFor(rate));
    }

    private static int speakersFor(int rate) {
        return Math.max(1, (rate + EACH_A_SECOND - 1) / EACH_A_SECOND);
    }

    /** Java's compiler makes the best of what runs ten thousand times; at the measured pace that takes many minutes. */
    @Override
    public void practise() throws InterruptedException {
        try (ChatAudience crowd = others.get()) {
            crowd.grow(speakersFor(PRACTICE_RATE));
            Pace.evenly(PRACTICE_RATE, PRACTICE_SECONDS, () -> say(crowd, "what a lovely picture that is, is it not?"));
        }
    }

    @Override
    public String name() {
        return "Weir";
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public double serversAlone() {
        return process.ownCpuSeconds();
    }

    @Override
    public ChatAudience audience() {
        return audience;
    }

    @Override
    public void say(String text) {
        say(speakers, text);
    }

    private void say(ChatAudience from, String text) {
        said++;
        String id = Long.toString(System.nanoTime(), 36) + said;
        from.send((int) (said % from.size()), "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
    }

    @Override
    public void close() {
        audience.close();
        speakers.close();
    }
}
