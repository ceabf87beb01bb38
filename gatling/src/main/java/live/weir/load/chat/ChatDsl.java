package live.weir.load.chat;

/**
 * The words of a scenario with chat.
 *
 * <pre>{@code
 * scenario("chatters").exec(chat("room").url("/ws/chat/ada").token("#{token}"), say("room"), stay("room", ofMinutes(1)), leave("room"))
 * }</pre>
 *
 * Rows in Gatling's report: {@code room: welcome}, {@code room: ack}, {@code room: seen} (once a second per listener, the latest
 * of its second), {@code room: gap}, {@code room: back}, {@code room: lost}.
 */
public final class ChatDsl {

    private ChatDsl() {}

    /** Comes in and listens. */
    public static ChatAction chat(String name) {
        return new ChatAction(name);
    }

    /** Says something, and goes on when it was acknowledged. */
    public static SayAction say(String name) {
        return new SayAction(name);
    }
}
