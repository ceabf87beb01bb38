package live.weir.load.compare;

import live.weir.load.api.HostAccount;
import live.weir.load.api.Preparation;
import live.weir.load.dsl.LoadProtocol;

/** A node that runs: its address and its process are stated. Its owner speaks from many sockets, for each may say five things a second. */
final class WeirRoom implements ChatContender {

    private static final int SPEAKERS = 40;

    private final ServerProcess process;
    private final ChatAudience audience;
    private final ChatAudience speakers;
    private long said;

    WeirRoom(LoadProtocol protocol, long pid) throws InterruptedException {
        process = ServerProcess.running(pid);
        HostAccount host = new Preparation(protocol).hosts(1).get(0);
        int port = protocol.base().getPort();
        String path = "/ws/chat/" + host.slug();
        audience = new ChatAudience(port, path, "weir.chat.v1", "{\"type\":\"hello\"}");
        speakers =
                new ChatAudience(port, path, "weir.chat.v1", "{\"type\":\"hello\",\"token\":\"" + host.token() + "\"}");
        speakers.grow(SPEAKERS);
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
        said++;
        String id = Long.toString(System.nanoTime(), 36) + said;
        speakers.send((int) (said % SPEAKERS), "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
    }

    @Override
    public void close() {
        audience.close();
        speakers.close();
    }
}
