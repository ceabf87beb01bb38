package live.weir.load.stage;

/**
 * The words of a scenario on a stage: a host goes live and invites, guests come in, viewers see all of them.
 *
 * <pre>{@code
 * GuestList guests = new GuestList();
 * scenario("host").exec(host("host").url("/ws/stage/ada").token("#{token}").invites(3, guests), stay("host", ofMinutes(1)), leave("host"))
 * scenario("guests").exec(guest("guest").url("/ws/stage/ada").from(guests), stay("guest", ofMinutes(1)), leave("guest"))
 * scenario("viewers").exec(viewer("see").url("/ws/stage/ada").performers(4), stay("see", ofMinutes(1)), leave("see"))
 * }</pre>
 *
 * Rows in Gatling's report are those of {@code WebRtcDsl}, and {@code …: welcome}, {@code …: answer}, {@code host: live},
 * {@code guest: invited}.
 */
public final class StageDsl {

    private StageDsl() {}

    /** The channel's owner: publishes, goes live, invites, lets in who comes. */
    public static StageAction host(String name) {
        return new StageAction(name, Part.HOST);
    }

    /** Publishes with an invitation. */
    public static StageAction guest(String name) {
        return new StageAction(name, Part.GUEST);
    }

    /** Sees everybody on stage. */
    public static StageAction viewer(String name) {
        return new StageAction(name, Part.VIEWER);
    }
}
