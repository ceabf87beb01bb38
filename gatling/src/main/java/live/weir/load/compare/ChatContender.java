package live.weir.load.compare;

/** A chat server with one room: who listens, and how something is said. */
interface ChatContender extends AutoCloseable {

    String name();

    ServerProcess process();

    /** Seconds of CPU that sending took, without the databases beside it. */
    default double serversAlone() {
        return process().cpuSeconds();
    }

    ChatAudience audience();

    /** Before anything is measured, with an audience: for servers that need thousands of messages until they are at their best. */
    default void practise() throws InterruptedException {}

    /** Said to the room, so that all of the audience read it. */
    void say(String text);

    @Override
    void close();

    /** What each listener reads of a message, the same for all servers. */
    static String asMessage(String text) {
        return "{\"type\":\"message\",\"seq\":12345,\"id\":\"abcdefghij12345\",\"from\":{\"id\":\"0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000\","
                + "\"handle\":\"load_host\",\"name\":\"load_host\",\"role\":\"owner\"},\"text\":\"" + text
                + "\",\"at\":\"2026-11-28T10:00:00.123Z\"}";
    }
}
